/** Reporting something: what it is, what to do now under this policy, and then the few words that have to be written. */
import { peopleIn } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { namesFirst, orList, roleInWords } from '../../conversation/words.ts';
import { button, notice, questionCard } from '../../core/card.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import type { Value } from '../../core/handler.ts';
import { show } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { asSomeone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import type { ReportKind } from '../../policy/pack/reports.ts';
import { alarmIn, handOver, ringMe } from '../safeguarding.ts';
import { guidanceCard } from './cards.ts';
import { kindCalled, kindsAt } from './kinds.ts';
import { giveTo, reportMatter } from './matter.ts';
import { firstReceiver, receiving } from './receiving.ts';
import type { Report } from './report.ts';

const aboutField: Field = {
  name: 'about',
  kind: 'people',
  label: 'Who it’s about',
  ask: 'Who is it about?',
  help: 'They can’t read your report, whatever their role.',
};

/** Where it may be nobody here, the question can be skipped. */
function aboutFields({ asksWho }: ReportKind): Field[] {
  if (!asksWho) return [];
  if (asksWho === 'always') return [aboutField];
  return [{ ...aboutField, ask: 'Is it about an adult who works here? If so, who?', optional: true }];
}

const storyFields: Field[] = [
  {
    name: 'what',
    kind: 'text',
    label: 'What happened',
    ask: 'What happened?',
    help: 'What you saw or were told, in your own words. Children by their initials only.',
    initials: true,
    longest: 3000,
  },
  {
    name: 'where',
    kind: 'line',
    label: 'Where',
    ask: 'Where was it?',
    help: 'For example: the comments under a post on our Facebook page.',
    optional: true,
    longest: 300,
  },
  { name: 'on', kind: 'date', label: 'When', ask: 'When was it?', notAfter: 'today', optional: true },
  {
    name: 'done',
    kind: 'text',
    label: 'Done so far',
    ask: 'What have you done about it so far?',
    optional: true,
    initials: true,
    longest: 1000,
  },
];

export const reportsDuty: Duty<PolicyTurn> = {
  name: 'reports',
  help: {
    part: 'do',
    first: true,
    title: 'Report something',
    text: '“I want to report something.” You read what to do now, and the right person hears of it.',
    button: button('Report it', 'reports.start'),
  },
  opens: {
    'report-something': {
      said: /^(?:please )?(?:(?:i(?:'d like| want| need| would like) to|can i|could i|let me) )?(?:report|log|raise) (?:something|(?:an? )?(?:incident|concern|problem|issue|worry)s?)$/,
      harmless: true,
      begins: 'reports.file',
      run: start,
    },
  },
  pressed: { start, kind: pick },
  forms: { file },
  matters: [reportMatter],
};

/** Where it is known what it is, straight on; else that is asked first. */
async function start(turn: PolicyTurn, said: Value | string): Promise<void> {
  const kind = typeof said === 'string' ? undefined : kindCalled(turn, said.kind);
  return kind ? beginOn(turn, kind) : askWhich(turn);
}

function askWhich(turn: PolicyTurn): void {
  const kinds = kindsAt(turn.policy, turn.school);
  const ring = turn.school.people.some(({ roles }) => roles.includes('dsl')) ? [ringMe('dsl')] : [];
  if (kinds.length === 0)
    return turn.whisper(
      notice('info', 'Your policy doesn’t say what to report. Please speak to one of the leaders.', {
        buttons: [button('Ask a person', 'ask.person', {}, { opensForm: true }), ...ring],
      }),
    );
  const field: Field = {
    name: 'kind',
    kind: 'choice',
    label: 'What it is',
    ask: 'What is it about?',
    choices: kinds.map(({ id, title }) => ({ value: id, label: title })),
  };
  inPrivate(turn).say(
    questionCard('What is it about?', [], {
      title: 'Report something',
      passage: `If a child may not be safe, don’t fill anything in. Speak to ${namesFirst(turn.school, 'dsl')} now.`,
      input: { field, answers: {}, button: button('Go on', 'reports.kind', {}, { style: 'primary' }) },
      buttons: ring,
    }),
  );
}

async function pick(turn: PolicyTurn): Promise<void> {
  const { event } = turn;
  const picked = event.type === 'pressed' ? event.answers?.kind : undefined;
  const kind = kindCalled(turn, [picked ?? ''].flat()[0]);
  if (kind) return beginOn(turn, kind);
  turn.whisper(notice('info', 'Please choose what it is about first.'));
}

async function beginOn(turn: PolicyTurn, kind: ReportKind): Promise<void> {
  const privateTurn = inPrivate(turn);
  privateTurn.say(guidanceCard(turn, kind, goesToInWords(turn, kind)));
  await begin(privateTurn, formOf(turn, kind));
}

function formOf(turn: PolicyTurn, kind: ReportKind): Begin {
  return {
    form: 'reports.file',
    title: kind.title,
    fields: [...aboutFields(kind), ...(kind.private ? [] : storyFields)],
    submit: kind.private
      ? 'Ask to speak to them'
      : kind.asksWho
        ? 'Send it'
        : `Tell ${goesToInWords(turn, kind)}`,
    next: nextOf(turn, kind),
    value: { kind: kind.id },
  };
}

function nextOf(turn: PolicyTurn, kind: ReportKind): string {
  return [
    `It goes to ${goesToInWords(turn, kind)}, with your name.`,
    'Nobody it’s about can read it. If nobody takes it up, it goes one step higher.',
    'You’ll see here who has read it and how it ended.',
  ].join(' ');
}

/** As far as it is known before they have said whom it is about. */
function goesToInWords(turn: PolicyTurn, { to }: ReportKind): string {
  const concerned = { from: asSomeone(turn.person), about: [] };
  const role = firstReceiver(turn, concerned, to);
  const names = role ? receiving(turn.school, concerned, role).map(({ name }) => name) : [];
  return names.length > 0 && names.length <= mostNamed
    ? orList(names)
    : roleInWords(to === 'line-manager' ? 'head' : to);
}

const mostNamed = 3;

async function file(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const kind = kindCalled(turn, value.kind);
  if (!kind) return turn.say(notice('info', 'This can’t be reported here any more, so nothing was sent.'));
  const fit = await fitting(turn, formOf(turn, kind), answers);
  if (!fit) return;
  const words = (name: string) => String(fit[name] ?? '');
  const alarm = alarmIn(turn, `${words('what')} ${words('done')}`);
  // What may be about a child's safety belongs in a conversation, and is not kept.
  if (alarm) return handOver(turn, alarm, [], []);
  const from = asSomeone(turn.person);
  const about = peopleIn(turn.school, fit.about);
  const role = firstReceiver(turn, { from, about }, kind.to);
  const report = raise(
    turn,
    reportMatter,
    {
      id: turn.reference('R'),
      kind: kind.id,
      title: kind.title,
      from,
      at: turn.event.at,
      about,
      what: words('what'),
      where: words('where'),
      on: words('on'),
      done: words('done'),
      added: [],
      to: role ? [role] : [],
      readers: [],
      history: [],
      since: turn.today,
    },
    { audit: 'reported something', detail: { kind: kind.id }, history: `Sent by ${from.name}` },
  );
  if (!role) return tellNobody(turn, report);
  await giveTo(turn, report, role);
  await show(inPrivate(turn), reportMatter, report, 'sender');
}

/** Nobody who may hear of it can be written to: it is kept, and said in person. */
function tellNobody(turn: PolicyTurn, { id }: Report): void {
  turn.audit('found nobody who could be told', id);
  turn.say(
    notice(
      'urgent',
      `Your report is kept, but nobody who may read it can be reached from here. Please speak to ${roleInWords('chair')} in person. (${id})`,
    ),
  );
}
