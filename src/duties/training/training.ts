/** Who has signed the policy and been trained: leaders and the administrator put it on record, and others look it up. */
import { z } from 'zod';
import { actor, administrators, isListed, peopleIn, someoneCalled } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, orList } from '../../conversation/words.ts';
import { peopleCalled } from '../../core/called.ts';
import { notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { given } from '../../core/given.ts';
import type { Collection } from '../../core/record.ts';
import { isLeader } from '../../core/roles.ts';
import { holders, type Person } from '../../core/school.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';

const training = z.object({
  id: z.string(),
  /** The edition that was signed, so that a new one asks for a new signature. */
  signed: z.object({ policy: z.string(), at: z.string() }).optional(),
  trained: z.object({ at: z.string(), by: z.string() }).optional(),
});
export type Training = z.infer<typeof training>;

/** By person. The kind keeps the name under which stores have it. */
export const trainings: Collection<Training> = { kind: 'standing', schema: training, keys: () => [] };

/** Training is refreshed every year; a month is left for finding the day. */
const monthsTrained = 13;

export type Checks = { checkSigned: boolean; checkTrained: boolean };

/** What somebody lacks of what the policy asks for, in words. `began` is an older edition that will do as well. */
export async function lacksOf(
  turn: PolicyTurn,
  id: string,
  checks: Checks,
  began?: string,
): Promise<string[]> {
  const training = await turn.work.get(trainings, id);
  return [
    ...(checks.checkSigned ? signatureLack(training, [editionOf(turn.policy), began]) : []),
    ...(checks.checkTrained ? trainingLack(training, turn.today) : []),
  ];
}

function signatureLack(training: Training | undefined, editions: (string | undefined)[]): string[] {
  if (!training?.signed) return ['a signed policy'];
  return editions.includes(training.signed.policy)
    ? []
    : ['a signature for the current edition of the policy'];
}

function trainingLack(training: Training | undefined, today: string): string[] {
  if (!training?.trained) return ['training'];
  return training.trained.at < monthsBefore(today, monthsTrained)
    ? [`new training (the last was over ${monthsTrained} months ago)`]
    : [];
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

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
        { value: 'signed', label: 'Has signed the current policy' },
      ],
    },
    { name: 'on', kind: 'date', label: 'When', ask: 'When was that?', notAfter: 'today' },
  ] satisfies Field[] as Field[],
};

export const trainingDuty: Duty<PolicyTurn> = {
  name: 'training',
  opens: {
    training: {
      run: async (turn) =>
        turn.say(
          notice(
            'info',
            'Please ask the senior leadership team. I can’t run the training or take your signature yet.',
          ),
        ),
    },
    'record-training': {
      said: (text) => recordIn(text) !== undefined,
      interrupts: (text, { form }) => form !== 'training.record' && recordIn(text) !== undefined,
      run: start,
    },
  },
  forms: { record },
  registers: [
    {
      name: 'standings',
      kind: trainings.kind,
      title: 'Training and signatures',
      columns: {
        Person: ({ id }: Training, { school }) => someoneCalled(school, id).name,
        Trained: ({ trained }: Training) => trained && shownDate(trained.at),
        'Training recorded by': ({ trained }: Training, { school }) =>
          trained && someoneCalled(school, trained.by).name,
        Signed: ({ signed }: Training) => signed && shownDate(signed.at),
        'Edition signed': ({ signed }: Training) => signed?.policy,
      },
    },
  ],
};

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

async function start(turn: PolicyTurn, text: string): Promise<void> {
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

async function record(turn: PolicyTurn, answers: Answers): Promise<void> {
  if (refusesToRecord(turn)) return;
  const fit = await fitting(turn, form, answers);
  if (!fit) return;
  const people = peopleIn(turn.school, fit.who);
  if (isAmong(people, turn.person.id)) return keepOthers(turn, fit, people);
  for (const person of people) await recordOne(turn, person, [fit.what ?? []].flat(), String(fit.on));
  turn.say(notice('good', `Recorded for ${andList(people.map(({ name }) => name))}. Thank you.`));
}

async function recordOne(turn: PolicyTurn, person: Someone, what: string[], on: string): Promise<void> {
  const before: Training = (await turn.work.get(trainings, person.id)) ?? { id: person.id };
  const policy = editionOf(turn.policy);
  const signed = what.includes('signed') ? { policy, at: on } : before.signed;
  const trained = what.includes('trained') ? { at: on, by: actor(turn).id } : before.trained;
  turn.work.put(trainings, { id: person.id, ...given({ signed, trained }) });
  const words = andList([
    ...(what.includes('signed') ? ['signed the policy'] : []),
    ...(what.includes('trained') ? ['been trained'] : []),
  ]);
  turn.audit(`recorded that somebody has ${words}`, person.id, { on, policy });
  turn.changed(trainings.kind, person.id);
  if (isListed(turn.school, person.id))
    turn.tell(
      { person: person.id },
      notice(
        'info',
        `${turn.person.name} has recorded that you have ${words} on ${shownDate(on)}. Not right? Tell ${turn.person.name}.`,
      ),
    );
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

function mayRecord(turn: PolicyTurn, person: Person): boolean {
  return isLeader(person) || isAmong(administrators(turn), person.id);
}
