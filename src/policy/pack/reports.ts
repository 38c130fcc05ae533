/** reports.json: what can be reported, what to do now, and who hears of it. */
import { z } from 'zod';
import { anchor, sentence } from './basics.ts';

/** Who a report goes to, before it is known whom it is about. */
export const recipient = z.enum(['dsl', 'slt', 'head', 'line-manager']);

/** What somebody who reports something does now, and who has to hear of it. */
export const guidance = {
  do: z.array(sentence).min(1),
  dont: z.array(sentence),
  to: recipient,
};

/** data/reports.json: what can be reported, whichever school it is. */
export const reportKind = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  /** In the words of whoever reports it. */
  title: sentence,
  /** The answers under which it is offered. */
  topics: z.array(z.string()),
  /** It is, or may be, about an adult here, who must not be the one that reads it. */
  asksWho: z.enum(['always', 'maybe']).optional(),
  /** Too grave for a chat: who wants to speak to whom, and nothing of what. */
  private: z.literal(true).optional(),
  /** Where a school asks for it and its policy does not. */
  own: z.strictObject(guidance),
});

/**
 * reports.json: what the policy asks to be reported, or at least says what to do about, by kind. Any other kind is off
 * unless the school turns it on.
 */
export const reports = z.record(
  z.string(),
  z.strictObject({
    ...guidance,
    clauses: z.array(anchor).min(1),
    /** The policy names the recipient; else it is our reading, and said so. */
    namesRecipient: z.boolean(),
    /** It only says what to do: that somebody hears of it is our advice. */
    reportIsOurs: z.literal(true).optional(),
    /** A form or page of the platform or the police that helps. */
    link: z.strictObject({ label: sentence, url: z.url({ protocol: /^https$/ }) }).optional(),
  }),
);

/** One kind as one school has it. */
export type ReportKind = Pick<z.infer<typeof reportKind>, 'id' | 'title' | 'topics' | 'asksWho' | 'private'> &
  z.infer<typeof reportKind>['own'] &
  Partial<Pick<z.infer<typeof reports>[string], 'clauses' | 'namesRecipient' | 'reportIsOurs' | 'link'>>;
