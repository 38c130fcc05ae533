/** Two people may have the same form open: what only one of them changed counts, and what both changed is asked about. */
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { shownAnswer } from '../../core/form.ts';
import type { Someone } from '../../core/someone.ts';

/** A change to what is recorded: the version it made, and what stood there before. */
export type Edit = { version: number; by: Someone; was: Answers };

const editsKept = 20;

export function mergeEdits(
  fields: Field[],
  given: Answers,
  seen: number,
  stored: { answers: Answers; edits: Edit[] },
): { answers: Answers; problems: Record<string, string> } {
  const answers: Answers = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const { name } = field;
    const mine = given[name] ?? '';
    const theirs = stored.answers[name] ?? '';
    const edit = stored.edits.find(({ version, was }) => version > seen && name in was);
    const isMine = !edit || isSame(mine, theirs);
    if (isMine) answers[name] = mine;
    else if (isSame(mine, edit.was[name] ?? '')) answers[name] = theirs;
    else
      problems[name] =
        `${edit.by.name} changed this to “${shownAnswer(field, theirs)}” while you were writing. Nothing is lost. Enter that to keep it, or open the form again to change it.`;
  }
  return { answers, problems };
}

/** What an edit replaces, to be kept beside the earlier ones. */
export function editOf(before: Answers, after: Answers): Answers {
  return Object.fromEntries(
    Object.keys(after)
      .filter((name) => !isSame(before[name] ?? '', after[name] ?? ''))
      .map((name) => [name, before[name] ?? '']),
  );
}

export function withEdit(edits: Edit[], edit: Edit): Edit[] {
  return [...edits, edit].slice(-editsKept);
}

function isSame(answer: string | string[], other: string | string[]): boolean {
  const plain = (answer: string | string[]) => JSON.stringify([answer].flat().filter(Boolean).sort());
  return plain(answer) === plain(other);
}
