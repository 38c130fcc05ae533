/** Whoever wants to be a friend of a school site is checked first where the policy asks for it, and that is put down. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isWatched, watchGuidance } from '../../conversation/watch.ts';
import { button, caseCard, item, listCard, notice } from '../../core/card.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import type { Value } from '../../core/handler.ts';
import { show, showButton } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { asSomeone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { sayItIsOff } from '../comments/off.ts';
import { looksAfter } from '../comments/team.ts';
import { type Account, accounts, titleOf } from '../register/account.ts';
import { alarmIn, handOver } from '../safeguarding.ts';
import { friends } from './friend.ts';
import { friendMatter, titleOf as friendTitle, statusOf } from './matter.ts';

const personFields: Field[] = [
  {
    name: 'who',
    kind: 'line',
    label: 'Who wants in',
    ask: 'Who wants to be let in?',
    help: 'The name they go by there. A child by initials only.',
    longest: 100,
    initials: true,
  },
  {
    name: 'checked',
    kind: 'text',
    label: 'What you looked at',
    ask: 'What have you looked at?',
    help: 'For example: their profile, who follows them, and that they’re a parent here.',
    longest: 600,
    initials: true,
  },
  {
    name: 'verdict',
    kind: 'choice',
    label: 'Let in',
    ask: 'Are they let in?',
    choices: [
      { value: 'in', label: 'Yes, let in' },
      { value: 'out', label: 'No, kept out' },
    ],
  },
];

export const friendsDuty: Duty<PolicyTurn> = {
  name: 'friends',
  help: {
    part: 'do',
    title: 'Friends of our sites',
    text: '“Check a friend” puts down who looked at them before they were let in; “friends” lists them.',
    button: button('Check a friend', 'friends.start'),
    isOn: ({ policy, school }) => isWatched(policy, school, 'friends'),
  },
  opens: {
    'check-friend': {
      said: /^(?:please )?(?:i(?:'d like| want| need) to )?(?:check|vet|log|record) (?:a |another |the )?(?:new )?(?:friend|follower|contributor)(?: (?:request|check))?$/,
      begins: 'friends.log',
      run: start,
    },
    friends: {
      said: /^(?:(?:show|list)(?: me)? )?(?:the |our )?friends(?: of (?:our|the) (?:sites?|pages?|accounts?))?$/,
      run: list,
    },
  },
  pressed: { start },
  forms: { log },
  matters: [friendMatter],
};

async function theirs(turn: PolicyTurn): Promise<Account[]> {
  const running: Account[] = [];
  for (const account of await turn.work.find(accounts, 'state:active'))
    if (await looksAfter(turn, { account: account.id })) running.push(account);
  return running;
}

async function start(turn: PolicyTurn): Promise<void> {
  const { policy, school } = turn;
  if (!isWatched(policy, school, 'friends')) return sayItIsOff(turn);
  const privateTurn = inPrivate(turn);
  privateTurn.say(
    caseCard({
      title: 'A friend of a school site',
      status: 'Look at them first, then put it down here.',
      tone: 'info',
      ...watchGuidance(
        policy,
        policy.watch.friends,
        'It asks for no record. That one is kept is our suggestion.',
      ),
    }),
  );
  const running = await theirs(turn);
  if (running.length > 0) return begin(privateTurn, formFor(running));
  privateTurn.say(
    notice('info', 'No account that you run is on record. Write “accounts” to see who runs which.'),
  );
}

function formFor(running: Account[]): Begin {
  return {
    form: 'friends.log',
    title: 'A friend of a school site',
    fields: [
      {
        name: 'account',
        kind: 'choice',
        label: 'Account',
        ask: 'On which account?',
        choices: running.map((account) => ({ value: account.id, label: titleOf(account) })),
      },
      ...personFields,
    ],
    next: 'Those who run the account, the leaders and the administrator can read it, with your name.',
    submit: 'Put it down',
    done: 'Put down.',
  };
}

async function log(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  if (!isWatched(turn.policy, turn.school, 'friends')) return sayItIsOff(turn);
  const running = await theirs(turn);
  const fit = await fitting(turn, { ...formFor(running), value }, answers);
  const account = running.find(({ id }) => id === fit?.account);
  if (!fit || !account) return;
  const alarm = alarmIn(turn, `${fit.who} ${fit.checked}`);
  // What may be about a child's safety belongs in a conversation, and is not kept.
  if (alarm) return handOver(turn, alarm, [], []);
  const friend = raise(
    turn,
    friendMatter,
    {
      id: turn.reference('F'),
      account: account.id,
      title: titleOf(account),
      who: String(fit.who),
      checked: String(fit.checked),
      from: asSomeone(turn.person),
      at: turn.event.at,
      letIn: fit.verdict === 'in',
      history: [],
    },
    { audit: 'checked a friend of a site' },
  );
  await show(inPrivate(turn), friendMatter, friend, 'friend');
}

const mostShown = 15;

/** Those who are in now, on the accounts that whoever asks looks after. */
async function list(turn: PolicyTurn): Promise<void> {
  if (!isWatched(turn.policy, turn.school, 'friends')) return sayItIsOff(turn);
  const letIn = (
    await Promise.all((await theirs(turn)).map(({ id }) => turn.work.find(friends, `in:${id}`)))
  ).flat();
  const left = letIn.length - mostShown;
  const items = letIn
    .slice(0, mostShown)
    .map((friend) =>
      item(friendTitle(friend), statusOf(friend), { buttons: [showButton(friendMatter, friend)] }),
    );
  inPrivate(turn).say(
    listCard('Friends of our sites', items, {
      ...(left > 0 ? { text: `${letIn.length} are let in. The rest are in the export.` } : {}),
      buttons: [button('Check a friend', 'friends.start')],
      empty: 'Nobody is on record as let in.',
    }),
  );
}
