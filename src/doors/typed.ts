/** What people typed, cut to what an honest message can be before any pattern is held against it. */
import { head, longestText } from '../core/clip.ts';
import type { Act, Answers } from '../core/event.ts';
import { given } from '../core/given.ts';

type Said = Extract<Act, { type: 'said' }>;

/** `plain` takes the platform's own signs out of what was typed. */
export function saidAs(typed: string, plain: (text: string) => string, attachments = 0): Said {
  return {
    type: 'said',
    text: plain(head(typed, longestText)),
    ...given({
      attachments: attachments > 0 ? attachments : undefined,
      cut: typed.length > longestText ? true : undefined,
    }),
  };
}

/** Answers that were cut are longer than any question takes, so whoever wrote them reads that. */
export function answersAs(filled: Answers): Answers {
  return Object.fromEntries(
    Object.entries(filled).map(([name, answer]) => [
      name,
      Array.isArray(answer)
        ? answer.slice(0, mostParts).map((part) => head(part, longestText))
        : head(answer, longestText),
    ]),
  );
}

/** More people or choices than any list here offers. */
const mostParts = 1_000;
