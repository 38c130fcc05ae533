/** Leaders and the administrator record that somebody has signed the policy or been trained, so that the checks can be met. */

import { administrators, isLeader, isListed, peopleIn } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, orList } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import { type Field, shownDate } from '../../core/form.ts';
import { holders, type Person } from '../../core/school.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import { staffChoices } from '../../core/staff.ts';
import { inPrivate } from '../../core/turn.ts';
import { inPrivateWithWord } from './applying.ts';
import { advanceHandovers } from './handover.ts';
import { requests } from './request.ts';
import { keepRequest } from './routing.ts';
import { standingIn } from './said.ts';
import { type Standing, standings } from './standing.ts';

const form = {
  form: 'accounts.standing',
  title: 'Signature or training',
  submit: 'Record it',
  fields: [
    { name: 'who', kind: 'people', label: 'Who', ask: 'Who is it about?' },
    {
      name: 'what',
      kind: 'choices',
      label: 'What',
      ask: 'What is to be recorded?',
      choices: [
        { value: 'trained', label: 'Has been trained' },
        { value: 'signed', label: 'Has signed the policy as it stands now' },
      ],
    },
    { name: 'on', kind: 'date', label: 'When', ask: 'On which day was that?', notAfter: 'today' },
  ] satisfies Field[] as Field[],
};

export async function beginNoting(turn: PolicyTurn, text: string): Promise<void> {
  if (!mayNote(turn)) return;
  const said = standingIn(text);
  const who = staffChoices(turn.school)
    .filter((one) => one.label.toLowerCase() === said?.name.trim().toLowerCase())
    .map((one) => one.value);
  if (who.includes(turn.person.id)) return refuseOwn(turn);
  await begin(inPrivateWithWord(turn), {
    ...form,
    answers: {
      ...(who.length > 0 ? { who } : {}),
      ...(said ? { what: [said.what] } : {}),
    },
  });
}

export async function finishNoting(turn: PolicyTurn, answers: Answers): Promise<void> {
  if (!mayNote(turn)) return;
  const given = await fitting(turn, form, answers);
  if (!given) return;
  const people = peopleIn(turn.school, given.who);
  if (isAmong(people, turn.person.id)) return keepOthers(turn, given, people);
  const on = String(given.on);
  const what = [given.what ?? []].flat();
  for (const person of people) await noteOne(turn, person, what, on);
  turn.say(notice('good', `Recorded for ${andList(people.map((person) => person.name))}. Thank you.`));
  for (const one of await turn.work.find(requests, 'state:waiting')) await keepRequest(turn, one);
  await advanceHandovers(turn);
}

async function noteOne(turn: PolicyTurn, person: Someone, what: string[], on: string): Promise<void> {
  const before: Standing = (await turn.work.get(standings, person.id)) ?? { id: person.id };
  const policy = editionOf(turn.policy);
  turn.work.put(standings, {
    ...before,
    ...(what.includes('signed') ? { signed: { policy, at: on } } : {}),
    ...(what.includes('trained') ? { trained: { at: on, by: turn.person.id } } : {}),
  });
  const words = andList([
    ...(what.includes('signed') ? ['signed the policy'] : []),
    ...(what.includes('trained') ? ['been trained'] : []),
  ]);
  turn.audit(`recorded that somebody has ${words}`, person.id, { on, policy });
  if (isListed(turn.school, person.id))
    turn.tell(
      { person: person.id },
      notice(
        'info',
        `${turn.person.name} has recorded that you have ${words} on ${shownDate(on)}. If that is not so, please tell them.`,
      ),
    );
}

function refuseOwn(turn: PolicyTurn): void {
  turn.audit('was refused: nobody records their own training or signature', turn.person.id);
  const others = holders(turn.school, 'staff').filter(
    (person) => person.id !== turn.person.id && notes(turn, person),
  );
  const who =
    others.length > 0
      ? `${orList(others.map((person) => person.name))} can do it`
      : 'Nobody else may record it here yet; please ask whoever looks after Chalkline to add a second leader or an administrator';
  inPrivate(turn).say(
    notice(
      'info',
      `Your own training and signature are for somebody else to record, so nothing was recorded. ${who}.`,
    ),
  );
}

/** What was answered about others is not lost with it. */
async function keepOthers(turn: PolicyTurn, given: Answers, people: Someone[]): Promise<void> {
  refuseOwn(turn);
  const who = people.map((person) => person.id).filter((id) => id !== turn.person.id);
  if (who.length === 0) return;
  await begin(turn, {
    ...form,
    answers: { ...given, who },
  });
}

function mayNote(turn: PolicyTurn): boolean {
  if (notes(turn, turn.person)) return true;
  turn.audit('was refused: leaders and the administrator record training and signatures', turn.person.id);
  turn.whisper(
    notice(
      'info',
      'The leaders and the administrator record training and signatures, so nothing was changed.',
    ),
  );
  return false;
}

function notes(turn: PolicyTurn, person: Person): boolean {
  return isLeader(person) || isAmong(administrators(turn), person.id);
}
