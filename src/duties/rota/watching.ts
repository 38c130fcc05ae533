/** The watch over the school's accounts: a rota for each, and one press a day that says somebody has looked. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isWatched } from '../../conversation/watch.ts';
import { type Absence, absences } from '../../core/absence.ts';
import { button, type Item, item, listCard, notice } from '../../core/card.ts';
import { type Duty, following } from '../../core/duty.ts';
import type { Value } from '../../core/handler.ts';
import { actButton, show, showButton } from '../../core/matter/cards.ts';
import { change, raise } from '../../core/matter/change.ts';
import { unique } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { sayItIsOff } from '../comments/off.ts';
import { looksAfter } from '../comments/team.ts';
import { type Account, accounts, titleOf } from '../register/account.ts';
import { todayInWords } from './cards.ts';
import { givenUpFor, rotaMatter } from './matter.ts';
import { lookedOn, onDuty, type Rota, rotas } from './rota.ts';

export const rotaDuty: Duty<PolicyTurn> = {
  name: 'watch',
  help: {
    part: 'do',
    title: 'Who looks at our accounts',
    text: 'Write “rota” to see who looks when, and “checked” when you’ve looked.',
    button: button('Show it', 'watch.list'),
    isOn: ({ policy, school }) => isWatched(policy, school, 'rota'),
  },
  opens: {
    rota: {
      said: /^(?:(?:show|see|open)(?: me)? )?(?:the |our |my )?(?:watch |monitoring |checking )?rotas?$|^who(?:'s| is) on (?:the )?rota(?: today)?$/,
      run: (turn) => list(turn, {}),
    },
    checked: {
      said: /^(?:i(?:'ve| have) )?(?:checked|looked)(?: (?:it|the (?:page|account)))?(?:[,:]? (?:and )?(?:there(?:'s| is) )?nothing to report)?$|^nothing to report$/,
      run: checked,
    },
  },
  pressed: { list, begin: beginRota },
  matters: [rotaMatter],
  follows: [following(accounts, followAccount), following(absences, giveDaysUp)],
};

const pageLength = 15;

/** Each account that somebody looks after, with who looks today or the way to set it up; so many at a time. */
async function list(turn: PolicyTurn, value: Value): Promise<void> {
  if (!isWatched(turn.policy, turn.school, 'rota')) return sayItIsOff(turn);
  const theirs: Account[] = [];
  for (const account of await turn.work.find(accounts, 'state:active'))
    if (await looksAfter(turn, { account: account.id })) theirs.push(account);
  const from = Number(value.from ?? 0) || 0;
  const items: Item[] = [];
  for (const account of theirs.slice(from, from + pageLength)) items.push(await lineOf(turn, account));
  const left = theirs.length - from - pageLength;
  const next = { from: String(from + pageLength) };
  inPrivate(turn).say(
    listCard('Who looks at our accounts', items, {
      buttons: left > 0 ? [button(`Show the next ${Math.min(pageLength, left)}`, 'watch.list', next)] : [],
      empty: 'You don’t run any of the accounts on record. Write “accounts” to see who does.',
    }),
  );
}

async function lineOf(turn: PolicyTurn, account: Account): Promise<Item> {
  const rota = await turn.work.get(rotas, account.id);
  if (!rota)
    return item(titleOf(account), 'It has no rota yet.', {
      buttons: [button('Set it up', 'watch.begin', { account: account.id })],
    });
  const isOpen = !lookedOn(rota, turn.today);
  return item(titleOf(account), todayInWords(turn, rota), {
    buttons: [...(isOpen ? [actButton(rotaMatter, 'look', rota)] : []), showButton(rotaMatter, rota)],
  });
}

/** An empty rota; who looks when is filled in at its card. */
async function beginRota(turn: PolicyTurn, value: Value): Promise<void> {
  if (!isWatched(turn.policy, turn.school, 'rota')) return sayItIsOff(turn);
  const account = await turn.work.get(accounts, value.account ?? '');
  if (account?.state !== 'active')
    return turn.whisper(notice('info', 'This account isn’t active, so nothing was changed.'));
  if (!(await looksAfter(turn, { account: account.id })))
    return turn.whisper(notice('info', 'Those who run this account set its rota, so nothing was changed.'));
  const rota =
    (await turn.work.get(rotas, account.id)) ??
    raise(turn, rotaMatter, emptyRota(account), {
      audit: 'began a rota',
      history: `Begun by ${turn.person.name}`,
    });
  await show(inPrivate(turn), rotaMatter, rota, 'rota');
}

function emptyRota(account: Account): Rota {
  return {
    id: account.id,
    title: titleOf(account),
    team: teamOn(account),
    week: [null, null, null, null, null, null, null],
    instead: {},
    looked: [],
    history: [],
  };
}

function teamOn({ owners, moderators }: Account): Rota['team'] {
  return unique([...owners, ...moderators]);
}

/** "Checked": the one account that is theirs today; where there are several, they choose. */
async function checked(turn: PolicyTurn): Promise<void> {
  const all = await turn.work.find(rotas, 'state:running');
  const theirs = all.filter(
    (rota) => onDuty(turn, rota, turn.today)?.id === turn.person.id && !lookedOn(rota, turn.today),
  );
  const [rota, ...others] = theirs;
  const { look } = rotaMatter.acts;
  if (!rota || others.length > 0 || 'opens' in look) return list(turn, {});
  await change(turn, rotaMatter, rota, look);
}

async function giveDaysUp(turn: PolicyTurn, absence: Absence): Promise<void> {
  if (absence.state !== 'open') return;
  for (const rota of await turn.work.find(rotas, 'state:running'))
    await change(turn, rotaMatter, rota, givenUpFor(turn, absence));
}

/** A rota goes with its account: other people run it, it has another name, or it is closed. */
async function followAccount(turn: PolicyTurn, account: Account): Promise<void> {
  const rota = await turn.work.get(rotas, account.id);
  if (!rota) return;
  const isOver = account.state === 'closed';
  await change(turn, rotaMatter, rota, {
    does: (rota) => (isOver ? undefined : { ...rota, title: titleOf(account), team: teamOn(account) }),
    ...(isOver ? { audit: 'ended a rota with its account' } : {}),
  });
}
