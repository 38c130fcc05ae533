/** How far the signatures have come: numbers first, names for whoever wants them, and those who are left can be asked. */
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, capital, peopleInWords } from '../../conversation/words.ts';
import { button, item, listCard, notice } from '../../core/card.ts';
import type { HomeLine } from '../../core/duty.ts';
import type { Someone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { isSigningOn, whoSigns } from './asking.ts';
import { askToSign, whoCanBeAsked } from './giving.ts';
import { signatures } from './signature.ts';
import { mayRecord, trainings } from './standing.ts';

type Groups = { signed: Someone[]; older: Someone[]; asked: Someone[]; unasked: Someone[] };

/** Everybody whose signature is wanted, by how far they are. */
export async function groupsOf(turn: PolicyTurn): Promise<Groups> {
  const editions = new Map(
    (await turn.work.find(trainings)).map(({ id, signed }) => [id, signed?.policy] as const),
  );
  const asked = new Set((await turn.work.find(signatures, 'state:open')).map(({ person }) => person.id));
  const groups: Groups = { signed: [], older: [], asked: [], unasked: [] };
  for (const person of whoSigns(turn)) {
    const edition = editions.get(person.id);
    if (edition === editionOf(turn.policy)) groups.signed.push(person);
    else if (asked.has(person.id)) groups.asked.push(person);
    else groups[edition ? 'older' : 'unasked'].push(person);
  }
  return groups;
}

const labels: Record<keyof Groups, string> = {
  signed: 'Signed',
  asked: 'Asked, not signed yet',
  older: 'Signed an older edition',
  unasked: 'Not asked yet',
};
const order = ['asked', 'older', 'unasked', 'signed'] as const satisfies (keyof Groups)[];

export async function showNumbers(turn: PolicyTurn): Promise<void> {
  if (refusesToShow(turn)) return;
  const groups = await groupsOf(turn);
  const left = groups.older.length + groups.unasked.length;
  inPrivate(turn).say(
    notice('info', numbersInWords(turn, groups), {
      title: 'Signatures',
      facts: order
        .filter((group) => groups[group].length > 0)
        .map((group) => ({ label: labels[group], value: String(groups[group].length) })),
      aside: capital(editionOf(turn.policy)),
      buttons: [
        button('Show names', 'training.names'),
        ...(left > 0 ? [askButton(left)] : []),
        button('Record one on paper', 'training.record'),
      ],
    }),
  );
}

export function numbersInWords(turn: PolicyTurn, { signed }: Groups): string {
  return `${signed.length} of ${whoSigns(turn).length} ${signed.length === 1 ? 'has' : 'have'} signed the policy.`;
}

function askButton(left: number) {
  return button(
    'Ask those who haven’t',
    'training.ask',
    {},
    {
      confirm: {
        title: 'Ask for signatures?',
        text: `A private message goes to each of them (${left}). I’ll remind them three times, on working days.`,
        yes: 'Ask them',
        no: 'Not now',
      },
    },
  );
}

/** More names than these are in the register. */
const mostNames = 60;

export async function showNames(turn: PolicyTurn): Promise<void> {
  if (refusesToShow(turn)) return;
  const groups = await groupsOf(turn);
  const items = order
    .filter((group) => groups[group].length > 0)
    .map((group) => item(`${labels[group]} (${groups[group].length})`, namesIn(groups[group])));
  inPrivate(turn).say(listCard('Signatures', items, { empty: 'Nobody here is asked to sign.' }));
}

function namesIn(people: Someone[]): string {
  const left = people.length - mostNames;
  const names = people.slice(0, mostNames).map(({ name }) => name);
  return left > 0 ? `${names.join(', ')} and ${left} more` : andList(names);
}

/** Asks everybody who has not been asked; whoever cannot be written to is named. */
export async function askAll(turn: PolicyTurn): Promise<void> {
  if (refusesToShow(turn)) return;
  const { older, unasked } = await groupsOf(turn);
  const people = [...older, ...unasked];
  const reached = await whoCanBeAsked(turn, people);
  await askToSign(turn, reached);
  inPrivate(turn).say(notice(reached.length > 0 ? 'good' : 'info', askedInWords(people, reached)));
}

function askedInWords(people: Someone[], reached: Someone[]): string {
  const missed = people.filter((person) => !reached.includes(person));
  const done =
    reached.length > 0
      ? `I’ve asked ${peopleInWords(reached.length)}. I’ll remind whoever hasn’t signed, three times, on working days.`
      : '';
  const left =
    missed.length > 0
      ? `I can’t write to ${namesIn(missed)}. When they’ve signed on paper, write “record signature”.`
      : '';
  return `${done} ${left}`.trim() || 'Everybody who hasn’t signed has been asked already.';
}

/** Leaders find on their home that signatures are still awaited. */
export async function signaturesAtHome(turn: PolicyTurn): Promise<HomeLine[]> {
  if (!mayRecord(turn, turn.person) || !isSigningOn(turn)) return [];
  const groups = await groupsOf(turn);
  if (groups.asked.length === 0) return [];
  const buttons = [button('Show numbers', 'training.numbers')];
  return [{ part: 'known', item: item('Signatures', numbersInWords(turn, groups), { buttons }) }];
}

function refusesToShow(turn: PolicyTurn): boolean {
  if (!mayRecord(turn, turn.person)) {
    turn.audit('was refused: leaders and the administrator see who has signed', turn.person.id);
    turn.whisper(
      notice('info', 'Only the leaders and the administrator can see who has signed.', {
        buttons: [button('Have I signed?', 'training.mine')],
      }),
    );
    return true;
  }
  if (isSigningOn(turn)) return false;
  turn.whisper(
    notice(
      'info',
      'Your policy doesn’t ask for a signature, so nobody is asked here. Your school can turn it on in its settings.',
    ),
  );
  return true;
}
