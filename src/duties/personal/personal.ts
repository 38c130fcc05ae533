/** Somebody's own account under this policy: a disclaimer, the privacy settings, and what still applies after leaving. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, type CaseCard, caseCard, notice } from '../../core/card.ts';
import { clauseName, withoutTitle } from '../../core/clause-name.ts';
import type { Duty } from '../../core/duty.ts';
import type { Value } from '../../core/handler.ts';
import { inPrivate } from '../../core/turn.ts';
import type { Policy } from '../../policy/pack.ts';
import { cited } from '../../policy/present.ts';

export const personalDuty: Duty<PolicyTurn> = {
  name: 'personal',
  help: {
    part: 'ask',
    title: 'Your own account',
    text: '“Privacy checklist”, “disclaimer wording” or “after I leave”: what your policy says, line by line.',
    button: button('Check privacy', 'personal.privacy'),
  },
  opens: {
    disclaimer: {
      said: /^(?:please )?(?:(?:show|give) me )?(?:(?:a|the|my) )?(?:disclaimer wording|wording for (?:a|my) (?:disclaimer|bio|profile))$/,
      interrupts: true,
      run: showDisclaimer,
    },
    privacy: {
      said: /^(?:please )?(?:(?:show|give) me )?(?:(?:a|the|my) )?privacy (?:settings )?check ?-?list$/,
      interrupts: true,
      run: showPrivacy,
    },
    'after-leaving': {
      said: /^(?:please )?(?:(?:show|give) me )?after i leave$/,
      interrupts: true,
      run: showLeaving,
    },
  },
  pressed: {
    disclaimer: showDisclaimer,
    privacy: showPrivacy,
    platform: showPlatform,
    leaving: showLeaving,
  },
};

async function showDisclaimer(turn: PolicyTurn): Promise<void> {
  const { disclaimer } = turn.policy.personal;
  const { wording } = disclaimer;
  inPrivate(turn).say({
    ...ownAccountCard(turn.policy, 'What your account may say', disclaimer),
    ...(wording && { quote: { title: 'You could write (our words, not your policy’s)', text: wording } }),
  });
}

async function showLeaving(turn: PolicyTurn): Promise<void> {
  inPrivate(turn).say(
    ownAccountCard(turn.policy, 'What applies after you leave', turn.policy.personal.leaving),
  );
}

async function showPrivacy(turn: PolicyTurn): Promise<void> {
  const { personal, privacyLists } = turn.policy;
  const card = ownAccountCard(turn.policy, 'Your privacy settings', personal.privacy);
  inPrivate(turn).say({
    ...card,
    points: [
      ...(card.points ?? []),
      { title: 'Pick a platform', lines: ['I’ll list what to check in its settings.'] },
    ],
    buttons: privacyLists.map(({ id, title }) => button(title, 'personal.platform', { id })),
  });
}

async function showPlatform(turn: PolicyTurn, { id }: Value): Promise<void> {
  const list = turn.policy.privacyLists.find((candidate) => candidate.id === id);
  if (!list) return turn.whisper(notice('info', 'I have no list for this platform any more.'));
  inPrivate(turn).say(
    caseCard({
      title: `Privacy on ${list.title}`,
      status: 'Our suggestions. Your policy doesn’t go into each platform’s settings.',
      tone: 'info',
      points: [{ title: 'Check these', lines: list.checks }],
      text: 'Platforms move their settings. If you can’t find one, search for it inside the app.',
    }),
  );
}

/** Each line with its clause, and the clauses themselves for whoever looks them up. */
function ownAccountCard(
  policy: Policy,
  title: string,
  { says, lines, ours }: Policy['personal']['privacy'],
): CaseCard {
  const clauses = cited(policy, [...new Set(lines.map(({ clause }) => clause))]);
  const numberOf = new Map(clauses.map((clause) => [clause.anchor, withoutTitle(clauseName(clause))]));
  return caseCard({
    title,
    status: says,
    tone: 'info',
    points: [
      {
        title: 'From your policy',
        lines: lines.map(({ text, clause }) => `${text} (${numberOf.get(clause)})`),
      },
      ...(ours.length > 0 ? [{ title: 'We suggest', lines: ours }] : []),
    ],
    details: clauses.map((clause) => ({ label: clauseName(clause), value: clause.text })),
  });
}
