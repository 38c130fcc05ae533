/** What must not go unnoticed about a running account: too few owners, a day that nears, a signature or training that lapsed. */
import { z } from 'zod';
import { isListed, tellAdministrators, tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { button, type NoticeCard } from '../../core/card.ts';
import { shownDate } from '../../core/form.ts';
import type { Collection } from '../../core/record.ts';
import { addDays } from '../../core/time.ts';
import { type Account, accounts, titleOf } from './account.ts';
import { leavingDay } from './leaver.ts';
import { isDaytime } from './reminders.ts';
import { lacksOf } from './standing.ts';

/** The last day on which every account was looked at. */
const round = z.object({ id: z.string(), day: z.string() });
const rounds: Collection<z.infer<typeof round>> = { kind: 'alarm-round', schema: round, keys: () => [] };

const daysAhead = 14;
const daysUntilAgain = 7;
const enoughOwners = 2;

type Alarm = { kind: string; label: string; words: string };

/** Once a day looks at every account; the same alarm sounds again only after a week. */
export async function raiseAlarms(turn: PolicyTurn): Promise<void> {
  if (!isDaytime(turn)) return;
  const last = await turn.work.get(rounds, 'accounts');
  if (last?.day === turn.today) return;
  turn.work.put(rounds, { id: 'accounts', day: turn.today });
  for (const one of await turn.work.find(accounts, 'state:active')) await raiseFor(turn, one);
}

async function raiseFor(turn: PolicyTurn, one: Account): Promise<void> {
  const alarms = await alarmsOf(turn, one);
  const due = alarms.filter(({ kind }) => isDue(turn, one.alarmed[kind]));
  const alarmed = Object.fromEntries(
    alarms.map(({ kind }) => [kind, isDue(turn, one.alarmed[kind]) ? turn.today : (one.alarmed[kind] ?? '')]),
  );
  if (JSON.stringify(alarmed) !== JSON.stringify(one.alarmed)) turn.work.put(accounts, { ...one, alarmed });
  if (due.length === 0) return;
  const card = alarmCard(one, due);
  tellAdministrators(turn, card);
  for (const owner of one.owners) if (isListed(turn.school, owner.id)) turn.tell({ person: owner.id }, card);
  if (due.some(({ kind }) => kind === 'owners')) tellLeaders(turn, card);
}

function isDue(turn: PolicyTurn, last: string | undefined): boolean {
  return !last || addDays(last, daysUntilAgain) <= turn.today;
}

async function alarmsOf(turn: PolicyTurn, one: Account): Promise<Alarm[]> {
  return [
    ...(await ownerAlarm(turn, one)),
    ...dayAlarm(turn, 'closes', 'Closing', one.closure?.on ?? one.closes),
    ...dayAlarm(turn, 'review', 'Next look at it', one.review),
    ...(await standingAlarms(turn, one)),
  ];
}

async function ownerAlarm(turn: PolicyTurn, one: Account): Promise<Alarm[]> {
  const active: string[] = [];
  const lost: string[] = [];
  for (const owner of one.owners) {
    const leaves = await leavingDay(turn, owner.id);
    if (!isListed(turn.school, owner.id)) lost.push(`${owner.name} is no longer on the school’s list`);
    else if (leaves) lost.push(`${owner.name} leaves on ${shownDate(leaves)}`);
    else active.push(owner.name);
  }
  if (active.length >= enoughOwners) return [];
  const left = active.length > 0 ? `Only ${andList(active)} is left to run it` : 'Nobody is left to run it';
  const why = lost.length > 0 ? `: ${andList(lost)}` : '';
  return [
    { kind: 'owners', label: 'Owners', words: `${left}${why}. Please ask for somebody new to run it.` },
  ];
}

function dayAlarm(turn: PolicyTurn, kind: string, label: string, day: string | undefined): Alarm[] {
  if (!day || day > addDays(turn.today, daysAhead)) return [];
  // A day that has passed is news of its own, however lately somebody heard that it was near.
  if (day < turn.today)
    return [
      {
        kind: `${kind} ${day} passed`,
        label,
        words: `The day was ${shownDate(day)} and has passed. Please settle it, or give a new day.`,
      },
    ];
  return [{ kind: `${kind} ${day}`, label, words: `The day is ${shownDate(day)}.` }];
}

async function standingAlarms(turn: PolicyTurn, one: Account): Promise<Alarm[]> {
  const alarms: Alarm[] = [];
  for (const owner of one.owners) {
    if (!isListed(turn.school, owner.id)) continue;
    const lacks = await lacksOf(turn, owner.id, turn.policy.application.runners);
    if (lacks.length > 0)
      alarms.push({ kind: `standing ${owner.id}`, label: owner.name, words: `${andList(lacks)}.` });
  }
  return alarms;
}

function alarmCard(one: Account, due: Alarm[]): NoticeCard {
  return {
    kind: 'notice',
    tone: 'warning',
    title: titleOf(one),
    text: 'This account needs somebody’s attention.',
    facts: due.map(({ label, words }) => ({ label, value: words })),
    buttons: [button('Show the account', 'accounts.account', { id: one.id })],
  };
}
