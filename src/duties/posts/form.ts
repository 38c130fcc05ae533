/** What is asked about a post: its words, where it goes, and what can be ticked under this policy. */
import type { Answers } from '../../core/event.ts';
import type { Choice, Field } from '../../core/field.ts';
import { type PostChecks, type Where, wheres } from '../../policy/pack/checks.ts';
import type { Post } from './looking.ts';

const whereWords: Record<Where, string> = {
  'school-pupils': 'School account, pupils in the picture',
  school: 'School account, no pupils',
  'own-pupils': 'My own account, pupils in the picture',
  own: 'My own account, no pupils',
};

const longestPost = 2500;

export function fieldsOf(checks: PostChecks): Field[] {
  return [
    {
      name: 'text',
      kind: 'text',
      label: 'The words',
      ask: 'What will the post say? Paste it here.',
      help: 'No words, only a picture? Skip this.',
      optional: true,
      quoted: true,
      longest: longestPost,
    },
    {
      name: 'where',
      kind: 'choice',
      label: 'Where it goes',
      ask: 'Where will it go, and can pupils be seen?',
      choices: wheres.map((value) => ({ value, label: whereWords[value] })),
    },
    ...ticks(
      'promised',
      'What’s done',
      'What’s true of the picture? Leave out what you’re not sure of.',
      checks,
      {
        when: { field: 'where', is: ['school-pupils'] },
      },
    ),
    ...ticks('contained', 'What’s in it', 'Is any of this in the post?', checks),
  ];
}

/** No question where a policy leaves nothing to tick. */
function ticks(
  by: 'promised' | 'contained',
  label: string,
  ask: string,
  checks: PostChecks,
  more: Pick<Field, 'when'> = {},
): Field[] {
  const choices = checks.points
    .filter((point) => point.by === by)
    .flatMap(({ id, tick, remarks }): Choice[] => {
      const words = tick ?? remarks.find((remark) => remark.tick)?.tick;
      return words && remarks.length > 0 ? [{ value: id, label: words }] : [];
    });
  if (choices.length === 0) return [];
  return [{ name: by, kind: 'choices', label, ask, choices, optional: true, ...more }];
}

export function postIn({ text, where, promised, contained }: Answers): Post {
  return {
    text: String(text ?? ''),
    where: wheres.find((known) => known === where) ?? 'own',
    promised: [promised ?? []].flat(),
    contained: [contained ?? []].flat(),
  };
}

/** Words, a picture of pupils or something that was ticked: else there is nothing to look at. */
export function isEmpty({ text, where, contained }: Post): boolean {
  return text.trim() === '' && !where.endsWith('pupils') && contained.length === 0;
}

export function whereInWords(where: Where): string {
  return whereWords[where];
}
