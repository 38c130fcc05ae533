/** What leaders and the administrator put on record about others: training, and signatures that were given on paper. */
import { actor, isListed, peopleIn } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, orList } from '../../conversation/words.ts';
import { peopleCalled } from '../../core/called.ts';
import { notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { given } from '../../core/given.ts';
import { holders } from '../../core/school.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { putSignature } from './giving.ts';
import { mayRecord, type Training, trainings } from './standing.ts';

const form = {
  form: 'training.record',
  title: 'Signature or training',
  submit: 'Record it',
  fields: [
    { name: 'who', kind: 'people', label: 'Who', ask: 'Who is it about?' },
    {
      name: 'what',
      kind: 'choices',
      label: 'What',
      ask: 'What would you like to record?',
      choices: [
        { value: 'trained', label: 'Has been trained' },
        { value: 'signed', label: 'Has signed the current policy on paper' },
      ],
    },
    { name: 'on', kind: 'date', label: 'When', ask: 'When was that?', notAfter: 'today' },
    {
      name: 'provider',
      kind: 'line',
      label: 'Training given by',
      ask: 'Who gave the training?',
      optional: true,
      when: { field: 'what', is: ['trained'] },
    },
  ] satisfies Field[] as Field[],
  next: 'It goes on the training record. Those you name see their own, and leaders and administrators see everybody’s.',
} satisfies Begin;

type Said = { what: 'signed' | 'trained'; name: string };

/** "Record training for Ada Osei", "record signature". */
export function recordIn(text: string): Said | undefined {
  const match =
    /^(?:please )?(?:record|note|log) (?:the |a )?(training|signature)s?(?: (?:of|for|by) (.{2,80}?))?[.!]?$/i.exec(
      text.trim(),
    );
  if (!match) return undefined;
  return { what: match[1]?.toLowerCase() === 'training' ? 'trained' : 'signed', name: match[2] ?? '' };
}

export async function startRecording(turn: PolicyTurn, text: string): Promise<void> {
  if (refusesToRecord(turn)) return;
  const said = recordIn(text);
  const called = said?.name ? peopleCalled(turn.school.people, said.name, ({ name }) => name) : [];
  // Of several namesakes the form asks which.
  const who = called.length === 1 ? called.map(({ id }) => id) : [];
  if (who.includes(turn.person.id)) return refuseOwn(turn);
  const answers = given({ who: who.length > 0 ? who : undefined, what: said && [said.what] });
  await begin(inPrivate(turn), { ...form, answers: answers as Answers });
}

/** From a card that shows who lacks it. */
export async function beginRecording(turn: PolicyTurn, who: string[]): Promise<void> {
  const others = who.filter((id) => id !== turn.person.id);
  if (!refusesToRecord(turn))
    await begin(inPrivate(turn), {
      ...form,
      ...(others.length > 0 && {
        title: `${form.title}: ${andList(peopleIn(turn.school, others).map(({ name }) => name))}`,
      }),
      answers: { who: others },
      value: { who: others.join(' ') },
    });
}

export async function record(turn: PolicyTurn, answers: Answers): Promise<void> {
  if (refusesToRecord(turn)) return;
  const fit = await fitting(turn, form, answers);
  if (!fit) return;
  const people = peopleIn(turn.school, fit.who);
  if (isAmong(people, turn.person.id)) return keepOthers(turn, fit, people);
  for (const person of people) await recordOne(turn, person, fit);
  turn.say(notice('good', `Recorded for ${andList(people.map(({ name }) => name))}. Thank you.`));
}

async function recordOne(turn: PolicyTurn, person: Someone, answers: Answers): Promise<void> {
  const what = [answers.what ?? []].flat();
  const on = String(answers.on);
  const words = andList([
    ...(what.includes('signed') ? ['signed the policy'] : []),
    ...(what.includes('trained') ? ['been trained'] : []),
  ]);
  turn.audit(`recorded that somebody has ${words}`, person.id, { on, policy: editionOf(turn.policy) });
  if (what.includes('trained')) await putTraining(turn, person, on, String(answers.provider ?? ''));
  if (what.includes('signed')) await putSignature(turn, person, { on });
  if (isListed(turn.school, person.id))
    turn.tell(
      { person: person.id },
      notice(
        'info',
        `${turn.person.name} has recorded that you have ${words} on ${shownDate(on)}. Not right? Tell ${turn.person.name}.`,
      ),
    );
}

async function putTraining(turn: PolicyTurn, { id }: Someone, at: string, provider: string): Promise<void> {
  const before: Training = (await turn.work.get(trainings, id)) ?? { id };
  const trained = { at, by: actor(turn).id, ...given({ provider: provider || undefined }) };
  turn.work.put(trainings, { ...before, trained });
  turn.changed(trainings.kind, id);
}

function refuseOwn(turn: PolicyTurn): void {
  turn.audit('was refused: nobody records their own training or signature', turn.person.id);
  const others = holders(turn.school, 'staff').filter(
    (person) => person.id !== turn.person.id && mayRecord(turn, person),
  );
  const who =
    others.length > 0
      ? `${orList(others.map(({ name }) => name))} can do it`
      : 'Nobody else here can do it yet. Please ask whoever looks after Chalkline to add another leader or an administrator';
  inPrivate(turn).say(
    notice(
      'info',
      `Someone else has to record your own training and signature, so nothing was recorded. ${who}.`,
    ),
  );
}

/** What was answered about others is not lost with it. */
async function keepOthers(turn: PolicyTurn, answers: Answers, people: Someone[]): Promise<void> {
  refuseOwn(turn);
  const who = people.map(({ id }) => id).filter((id) => id !== turn.person.id);
  if (who.length > 0) await begin(turn, { ...form, answers: { ...answers, who } });
}

function refusesToRecord(turn: PolicyTurn): boolean {
  if (mayRecord(turn, turn.person)) return false;
  turn.audit('was refused: leaders and the administrator record training and signatures', turn.person.id);
  turn.whisper(
    notice(
      'info',
      'Only the leaders and the administrator can record training and signatures. Nothing was changed.',
    ),
  );
  return true;
}
