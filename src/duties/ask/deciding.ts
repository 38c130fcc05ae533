/** The one question that is asked back where a fact decides: its buttons, and how it closes once it is answered. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { type Button, button, questionCard } from '../../core/card.ts';
import { copies } from '../../core/delivery.ts';
import type { Value } from '../../core/handler.ts';
import type { Collection } from '../../core/record.ts';
import type { Turn } from '../../core/turn.ts';
import { type Clarify, whichTopic } from '../../policy/answer.ts';
import { factNames } from '../../policy/pack/rulings.ts';
import { personButton } from './ruling-card.ts';
import { answeredWith, packSubject, rulingOn, type Subject, unpackSubject } from './subject.ts';

/** That it was asked and what was chosen, for a few days: neither who asked, nor about what, nor a word of theirs. */
const deciding = z.object({ id: z.string(), chosen: z.string().optional(), day: z.string() });

const decidingQuestions: Collection<z.infer<typeof deciding>> = {
  kind: 'deciding-question',
  schema: deciding,
  keys: ({ day }) => [`day:${day}`],
};

/** One answer to a deciding question, and what is known beside it. */
export type Choice = Subject & { question: string; fact: Clarify['fact']; chosen: string };

/** What may be asked back: a fact, or what the message is about at all. */
export const askedFor = [...factNames, 'topic'] as const;

/** Asks with the answers as buttons. They carry all it takes to rule, so that one that was forgotten still works. */
export function askBack(
  turn: Turn,
  subject: Subject,
  { fact, question: text, choices }: Clarify,
  beside: Button[] = [],
): string {
  const question = turn.reference('B');
  turn.work.put(decidingQuestions, { id: question, day: turn.today });
  const guessed = subject.topics[0] ?? '';
  turn.say(
    questionCard(
      text,
      choices.map(({ label, value }) =>
        button(label, 'ask.fact', {
          ...packSubject(answeredWith(subject, fact, value)),
          question,
          fact,
          ...(fact === 'topic' ? { guessed } : {}),
        }),
      ),
      {
        hint: 'Press a button, or just write it.',
        buttons: [
          ...beside,
          ...(fact === 'topic'
            ? [personButton({ topics: [], facts: {} }, 'None of these: ask a person')]
            : []),
        ],
      },
    ),
    aboutQuestion(question),
  );
  return question;
}

const pressed = z.object({
  question: z.string().regex(/^B-[2-9A-Z]{8}$/),
  fact: z.enum(askedFor),
});

/** What a button says was chosen. One from before questions could close says nothing of the kind. */
export function choiceIn(value: Value): Choice | undefined {
  const { question, fact } = pressed.safeParse(value).data ?? {};
  const subject = unpackSubject(value);
  const chosen = fact === 'topic' ? subject.topics[0] : fact && subject.facts[fact];
  return question && fact && chosen ? { ...subject, question, fact, chosen } : undefined;
}

/** Closes the question with an answer, and gives back the one that was there before: the first one counts. */
export async function settle(turn: PolicyTurn, choice: Choice): Promise<string | undefined> {
  const { question: id } = choice;
  const before = await turn.work.get(decidingQuestions, id);
  const chosen = before?.chosen ?? choice.chosen;
  const { question, label } = inWords(turn, { ...choice, chosen });
  const closed = questionCard(`✓ ${label}`, [], { title: question });
  if (before) turn.update(aboutQuestion(id), closed);
  // Where it hangs has been forgotten, but for the card that was pressed.
  else turn.replace(closed);
  if (before?.chosen) return label;
  turn.work.put(decidingQuestions, { id, chosen, day: turn.today });
  return undefined;
}

/** As the policy asks it. It may ask otherwise by now. */
function inWords(
  turn: PolicyTurn,
  { topics, facts, fact, chosen }: Choice,
): { question?: string | undefined; label: string } {
  if (fact === 'topic') return { question: whichTopic, label: turn.engine.titleOf(chosen) ?? chosen };
  const { [fact]: _chosen, ...otherFacts } = facts;
  const { clarify } = rulingOn(turn, { topics, facts: otherFacts });
  const choice = clarify?.choices.find(({ value }) => value === chosen);
  return clarify?.fact === fact && choice
    ? { question: clarify.question, label: choice.label }
    : { label: chosen };
}

/** Forgets the questions of a day, and where they hang. */
export async function forgetDeciding({ work }: Turn, day: string): Promise<void> {
  for (const { id } of await work.find(decidingQuestions, `day:${day}`)) {
    work.remove(decidingQuestions, id);
    for (const copy of await work.find(copies, `about:${aboutQuestion(id)}`)) work.remove(copies, copy.id);
  }
}

function aboutQuestion(id: string): string {
  return `deciding:${id}`;
}
