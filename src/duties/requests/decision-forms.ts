/** What is asked before a decision counts: a reason, what to change, who decides instead. */
import { askingFor, reachable } from '../../conversation/people.ts';
import { brief } from '../../conversation/words.ts';
import type { Field } from '../../core/field.ts';
import { asked } from '../../core/form.ts';
import type { Asked } from '../../core/matter/table.ts';
import type { Person } from '../../core/school.ts';
import { without } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { currentStage, type Request } from './request.ts';
import { signersOf } from './signers.ts';

export const despiteField: Field = {
  name: 'why',
  kind: 'text',
  label: 'Why approve it anyway?',
  ask: 'Why approve it anyway?',
  longest: 1000,
};
export const reasonField: Field = {
  name: 'reason',
  kind: 'text',
  label: 'Reason',
  ask: 'Why?',
  help: 'The applicant reads this.',
  longest: 1000,
};
const changesField: Field = {
  name: 'changes',
  kind: 'text',
  label: 'What should be changed?',
  ask: 'What should be changed?',
  help: 'The applicant reads this, changes it and sends it again.',
  longest: 1000,
};
const wordField: Field = {
  name: 'word',
  kind: 'line',
  label: 'A note to them',
  ask: 'A note to them?',
  optional: true,
};

export function reasonForm(title: string, request: Request, field: Field, submit: string): Asked {
  return { title, intro: brief(request.title), fields: [field], submit };
}

/** Whoever knows which answers it is about says so; the applicant is asked those again, and nothing else. */
export function changesForm(request: Request): Asked {
  const answered = asked(request.fields, request.answers);
  return {
    title: 'Ask for changes',
    intro: brief(request.title),
    fields: [
      changesField,
      {
        name: 'which',
        kind: 'choices',
        label: 'Which answers?',
        ask: 'Which answers is it about?',
        help: 'They’re asked these again.',
        choices: answered.map(({ name, label }) => ({ value: name, label })),
        optional: true,
      },
    ],
    submit: 'Ask',
  };
}

/** A leader who is away hands a stage to another who holds the same role. */
export function handForm(turn: Turn, request: Request): Asked {
  const others = without(couldDecide(turn, request), [turn.person]);
  const { fields, answers } = askingFor(turn.school, others, {
    name: 'to',
    label: 'Pass to',
    ask: 'Who should decide?',
  });
  return {
    title: 'Pass it on',
    intro: brief(request.title),
    fields: [...fields, wordField],
    answers,
    submit: 'Pass it on',
  };
}

function couldDecide(turn: Turn, request: Request): Person[] {
  const stage = currentStage(request);
  if (!stage) return [];
  return reachable(turn, signersOf(turn.school, { ...request, handedTo: {} }, stage).people);
}

export function nobodyElse(turn: Turn, request: Request): string | undefined {
  if (couldDecide(turn, request).length > 1) return undefined;
  return `Nobody else who can be written to here holds the role that decides as “${currentStage(request)?.title}”, so it stays with you.`;
}
