/** What must not go unnoticed about a running account: too few owners, a day that nears, a signature or training that lapsed. */
import { leavingDayOf } from '../../conversation/leaving-days.ts';
import { isAdministrator, isListed, tellAdministrators, tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { isTimeToRemind, nextWorkingDay } from '../../conversation/working-days.ts';
import { item, type NoticeCard, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import type { HomeLine } from '../../core/duty.ts';
import { showButton } from '../../core/matter/cards.ts';
import { isFirstToday } from '../../core/once-a-day.ts';
import { isLeader } from '../../core/roles.ts';
import { isAmong } from '../../core/someone.ts';
import { addDays } from '../../core/time.ts';
import { lacksOf } from '../training/standing.ts';
import { type Account, accounts, titleOf } from './account.ts';
import { accountMatter } from './matter.ts';

const daysAhead = 14;
const daysUntilAgain = 7;
const enoughOwners = 2;

type Alarm = { kind: string; label: string; words: string };

/** Once on a working day looks at every account; the same alarm sounds again only after a week. */
export async function raiseAlarms(turn: PolicyTurn): Promise<void> {
  if (!isTimeToRemind(turn) || !(await isFirstToday(turn, 'accounts'))) return;
  for (const account of await turn.work.find(accounts, 'state:active')) await raiseFor(turn, account);
}

async function raiseFor(turn: PolicyTurn, account: Account): Promise<void> {
  const alarms = await alarmsOf(turn, account);
  const dueAlarms = alarms.filter(({ kind }) => isDue(turn, account.alarmed[kind]));
  const alarmed = Object.fromEntries(
    alarms.map(({ kind }) => [
      kind,
      isDue(turn, account.alarmed[kind]) ? turn.today : (account.alarmed[kind] ?? ''),
    ]),
  );
  if (JSON.stringify(alarmed) !== JSON.stringify(account.alarmed))
    turn.work.put(accounts, { ...account, alarmed });
  if (dueAlarms.length === 0) return;
  const card = alarmCard(account, dueAlarms);
  tellAdministrators(turn, card);
  for (const owner of account.owners)
    if (isListed(turn.school, owner.id)) turn.tell({ person: owner.id }, card);
  if (dueAlarms.some(({ kind }) => kind === 'owners')) tellLeaders(turn, card);
}

/** What is wrong with an account just now, for whoever looks after it. */
export async function alarmsAtHome(turn: PolicyTurn): Promise<HomeLine[]> {
  const keeps = isLeader(turn.person) || isAdministrator(turn);
  const lines: HomeLine[] = [];
  for (const account of await turn.work.find(accounts, keeps ? 'state:active' : `runs:${turn.person.id}`)) {
    const isTheirs = keeps || isAmong(account.owners, turn.person.id);
    const alarms = isTheirs && account.state === 'active' ? await alarmsOf(turn, account) : [];
    const text = alarms.map(({ label, words }) => `${label}: ${words}`).join('\n');
    if (alarms.length > 0)
      lines.push({
        part: 'known',
        item: item(titleOf(account), text, { buttons: [showButton(accountMatter, account)] }),
      });
  }
  return lines;
}

function isDue(turn: PolicyTurn, lastDay: string | undefined): boolean {
  return !lastDay || addDays(lastDay, daysUntilAgain) <= turn.today;
}

async function alarmsOf(turn: PolicyTurn, account: Account): Promise<Alarm[]> {
  return [
    ...(await ownerAlarm(turn, account)),
    ...dayAlarm(turn, 'closes', 'Closing', account.closure?.on ?? account.closes),
    ...dayAlarm(turn, 'review', 'Next check', account.review),
    ...(await trainingAlarms(turn, account)),
  ];
}

async function ownerAlarm(turn: PolicyTurn, account: Account): Promise<Alarm[]> {
  const { active, lost } = await ownersNow(turn, account);
  if (active.length >= enoughOwners) return [];
  const who = active.length > 0 ? `Only ${andList(active)} is left to run it` : 'Nobody is left to run it';
  const why = lost.length > 0 ? `: ${andList(lost)}` : '';
  return [{ kind: 'owners', label: 'Owners', words: `${who}${why}. Please ask for someone new to run it.` }];
}

export async function hasSecondKeeper(turn: PolicyTurn, account: Account): Promise<boolean> {
  return (await ownersNow(turn, account)).active.length >= enoughOwners;
}

/** Those who stay, by name, and in words those who do not. */
async function ownersNow(turn: PolicyTurn, account: Account): Promise<{ active: string[]; lost: string[] }> {
  const active: string[] = [];
  const lost: string[] = [];
  for (const owner of account.owners) {
    const leaves = await leavingDayOf(turn, owner.id);
    if (!isListed(turn.school, owner.id)) lost.push(`${owner.name} is no longer on the school’s list`);
    else if (leaves) lost.push(`${owner.name} leaves on ${shownDate(leaves)}`);
    else active.push(owner.name);
  }
  return { active, lost };
}

function dayAlarm(turn: PolicyTurn, kind: string, label: string, day: string | undefined): Alarm[] {
  // What would be near by the next working day is near now: before a holiday, nobody is told in it.
  if (!day || day > addDays(nextWorkingDay(turn), daysAhead - 1)) return [];
  // A day that has passed is news of its own, however lately somebody heard that it was near.
  if (day < turn.today)
    return [
      {
        kind: `${kind} ${day} passed`,
        label,
        words: `It was due on ${shownDate(day)}. Please sort it out, or give a new date.`,
      },
    ];
  return [{ kind: `${kind} ${day}`, label, words: `${shownDate(day)}.` }];
}

async function trainingAlarms(turn: PolicyTurn, account: Account): Promise<Alarm[]> {
  const alarms: Alarm[] = [];
  for (const owner of account.owners) {
    if (!isListed(turn.school, owner.id)) continue;
    const lacks = await lacksOf(turn, owner.id, turn.policy.application.runners);
    if (lacks.length > 0)
      alarms.push({ kind: `standing ${owner.id}`, label: owner.name, words: `Needs ${andList(lacks)}.` });
  }
  return alarms;
}

function alarmCard(account: Account, alarms: Alarm[]): NoticeCard {
  return notice('warning', 'This account needs attention.', {
    title: titleOf(account),
    facts: alarms.map(({ label, words }) => ({ label, value: words })),
    buttons: [showButton(accountMatter, account, 'Show the account')],
  });
}
