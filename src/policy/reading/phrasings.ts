/**
 * How staff write: one message a line, in `data/phrasings`, with what somebody found in it. Each reader learns from the
 * lines that carry its own label. One file holds one writer's messages, or those written for one purpose.
 */
import { z } from 'zod';
import { alarms, routes } from '../answer.ts';
import { actors, acts } from '../pack/rulings.ts';

const phrasing = z.strictObject({
  text: z.string().trim().min(1),
  /** What it is about. */
  topic: z.string().optional(),
  /** What it asks for, and who does or did what it is about. */
  act: z.enum(acts).optional(),
  actor: z.enum(actors).optional(),
  /** The flow that it opens, or `ask` where it opens none. */
  opens: z.enum(routes).optional(),
  /** The flow that it may be meant to open, and that is better offered. */
  offers: z.enum(routes).optional(),
  /** Whose safety it may be about, or `none`. */
  alarm: z.enum([...alarms, 'none']).optional(),
});
export type Phrasing = z.infer<typeof phrasing>;

/** The files as they are: parsed only where something has to be learned from them. */
export type PhrasingFile = { name: string; text: string };

/** Every line of them; throws one error that lists every fault. */
export function phrasingsIn(files: PhrasingFile[], isTopic: (id: string) => boolean): Phrasing[] {
  const faults: string[] = [];
  const phrasings = files.flatMap(({ name, text }) =>
    text.split('\n').flatMap((line, at) => {
      if (line.trim() === '') return [];
      const read = parsed(line);
      if (typeof read !== 'string' && (read.topic === undefined || isTopic(read.topic))) return [read];
      const fault = typeof read === 'string' ? read : `there is no topic "${read.topic}"`;
      faults.push(`phrasings/${name}, line ${at + 1}: ${fault}`);
      return [];
    }),
  );
  if (faults.length > 0) throw new BrokenPhrasings(faults);
  return phrasings;
}

/** The line, or what is wrong with it. */
function parsed(line: string): Phrasing | string {
  try {
    const checked = phrasing.safeParse(JSON.parse(line));
    return checked.success ? checked.data : z.prettifyError(checked.error).replaceAll('\n', ' ');
  } catch {
    return 'this is not JSON';
  }
}

class BrokenPhrasings extends Error {
  override name = 'BrokenPhrasings';
  constructor(faults: string[]) {
    super(['Nothing was learned, for these lines have faults:', ...faults].join('\n  '));
  }
}

/** At most so many of them, taken from all over. */
export function spreadOver<T>(items: T[], most: number): T[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(items.length, most) }, (_, at) => items[Math.floor(at * step)]).filter(
    (item) => item !== undefined,
  );
}
