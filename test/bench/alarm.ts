/**
 * Measures how a child's safety is heard, on messages by somebody who saw nothing that it was taught with. Their sentences
 * are scored and not read: whoever reads one to mend something has used the set up, and a new one has to be written.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { loadEngine } from '../../src/policy/engine.ts';
import { dataDir } from '../ask/questions.ts';
import { readLines } from '../ask/score.ts';

const message = z.object({ text: z.string(), kind: z.enum(['child', 'adult', 'head', 'none']) });
const file = fileURLToPath(new URL('blind/alarm.jsonl', import.meta.url));

/** Shares are of one. */
export type AlarmFigures = {
  alarms: number;
  card: number;
  cardOrLine: number;
  kind: number;
  lookalikes: number;
  falseCard: number;
  falseLine: number;
};

export function measureAlarm(): AlarmFigures {
  const engine = loadEngine(dataDir);
  const [policy = ''] = engine.policies();
  const heard = readLines(file, message).map(({ text, kind }) => ({
    kind,
    ...engine.understand(policy, text),
  }));
  const alarms = heard.filter(({ kind }) => kind !== 'none');
  const others = heard.filter(({ kind }) => kind === 'none');
  const share = (of: typeof heard, is: (message: (typeof heard)[number]) => boolean) =>
    of.filter(is).length / of.length;
  const cards = alarms.filter(({ alarm }) => alarm !== undefined);
  return {
    alarms: alarms.length,
    card: cards.length / alarms.length,
    cardOrLine: share(alarms, ({ alarm, pointer }) => alarm !== undefined || pointer === true),
    kind: share(cards, ({ alarm, kind }) => alarm === kind),
    lookalikes: others.length,
    falseCard: share(others, ({ alarm }) => alarm !== undefined),
    falseLine: share(others, ({ alarm, pointer }) => alarm === undefined && pointer === true),
  };
}

export function alarmLines(figures: AlarmFigures): string[] {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  return [
    `Hearing that a child may not be safe (${figures.alarms} messages, ${figures.lookalikes} look-alikes)`,
    `  safeguarding card             ${percent(figures.card)}`,
    `  card, or a line that points   ${percent(figures.cardOrLine)}`,
    `  of the cards, the right one   ${percent(figures.kind)}`,
    `  look-alikes: card             ${percent(figures.falseCard)}`,
    `  look-alikes: line             ${percent(figures.falseLine)}`,
  ];
}
