/** The picture of how cost grows, drawn from figures that were made up. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aFolder } from '../../support/folder.ts';
import { pictureOf } from './growth.ts';

const sizes = [
  { records: 100_000, open: 900, firstTurn: 80, write: 0.6, readByKey: 0.004, memory: 300 },
  { records: 1000, open: 30, firstTurn: 2, write: 0.6, readByKey: 0.004, memory: 20 },
];
const shared = [1, 2, 4].map((processes) => ({
  processes,
  schools: 100,
  pace: 500 * processes,
  most: 40,
}));
const waiting = [1000, 10_000].map((waiting) => ({
  store: 'embedded',
  schools: 1,
  waiting,
  claim: 0.2,
  settle: 0.5,
  clockMinute: 3,
}));
const memory = [0, 10_000, 20_000].map((turns) => ({ turns, resident: 240 }));

function drawn(...figures: object[]): string {
  const folder = aFolder();
  return pictureOf(
    figures.map((each, at) => {
      const file = join(folder, `${at}.json`);
      writeFileSync(file, JSON.stringify(each));
      return file;
    }),
  );
}

const everything = { store: { sizes, opening: 1 }, shared, waiting, memory, turns: {} };

test('everything that was measured has a panel, each in plain words', () => {
  expect(titlesIn(drawn(everything))).toEqual([
    'Records in a folder: time',
    'Records in a folder: memory',
    'Records in a database: turns a second',
    'Records in a database: 99 % of turns within',
    'The outbox: to take 50 that are due',
    'The outbox: to note that 50 were sent',
    'The clock: one minute’s round',
    'One process: memory',
  ]);
});

test('what was not measured is left out', () => {
  expect(titlesIn(drawn({ store: { opening: 1 }, memory }))).toEqual(['One process: memory']);
});

test('several runs make one picture', () => {
  expect(titlesIn(drawn({ memory }, { shared }))).toHaveLength(3);
});

test('each line goes from the least to the most, and what costs more stands higher', () => {
  const [opening = [], firstTurn = []] = linesIn(drawn({ store: { sizes } }));
  expect(opening).toHaveLength(2);
  expect(opening[1]?.x).toBeGreaterThan(opening[0]?.x ?? 0);
  expect(opening[1]?.y).toBeLessThan(opening[0]?.y ?? 0);
  expect(firstTurn[1]?.y).toBeGreaterThan(opening[1]?.y ?? 0);
});

test('what does not grow is a level line', () => {
  const [resident = []] = linesIn(drawn({ memory }));
  expect(new Set(resident.map(({ y }) => y)).size).toBe(1);
  expect(resident.map(({ x }) => x)).toEqual(resident.map(({ x }) => x).sort((one, other) => one - other));
});

test('each axis says what it counts, each line its name and its last value', () => {
  const words = wordsIn(drawn({ store: { sizes } }));
  expect(words).toEqual(expect.arrayContaining(['records kept', '1,000', '100,000', '10 ms', '1 s']));
  expect(words.join(' ')).toContain('opening 900 ms');
  expect(words.join(' ')).toContain('one look-up 4 µs');
  expect(wordsIn(drawn({ waiting })).join(' ')).toContain('folder, 1 school 3 ms');
});

test('the names of lines that end together keep apart', () => {
  const together = ['one', 'two', 'three'].map((store) => ({ store, waiting: 1000, claim: 0.2 }));
  const names = drawn({ waiting: together }).matchAll(/y="([\d.]+)"[^>]*>(?:one|two|three)</g);
  const [one = 0, two = 0, three = 0] = [...names].map(([, y]) => Number(y));
  expect(two - one).toBeGreaterThanOrEqual(30);
  expect(three - two).toBeGreaterThanOrEqual(30);
});

test('it is well-formed, whatever a store is called', () => {
  const picture = drawn({ waiting: waiting.map((row) => ({ ...row, store: '<a> & "b"' })) });
  expect(openTagsOf(picture)).toEqual([]);
  expect(wordsIn(picture)).toContain('&lt;a> &amp; &quot;b&quot;, 1 school');
});

test('a figure that is no figure is refused', () => {
  expect(() => drawn({ memory: [{ turns: 0, resident: null }] })).toThrow('resident');
});

function titlesIn(picture: string): string[] {
  return [...picture.matchAll(/class="title"[^>]*>([^<]*)</g)].map(([, title = '']) => title);
}

function wordsIn(picture: string): string[] {
  return [...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words = '']) => words);
}

function linesIn(picture: string): { x: number; y: number }[][] {
  return [...picture.matchAll(/points="([^"]*)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => {
      const [x = Number.NaN, y = Number.NaN] = point.split(',').map(Number);
      return { x, y };
    }),
  );
}

/** Reads it as XML: what was opened and never closed, or what is neither words nor a tag. */
function openTagsOf(picture: string): string[] {
  const open: string[] = [];
  const rest = picture.replace(
    /<(\/?)(\w+)((?: [\w-]+="[^"<]*")*)(\/?)>/g,
    (tag, closes, name, _, isEmpty) => {
      if (closes) return open.pop() === name ? '' : tag;
      if (!isEmpty) open.push(name);
      return '';
    },
  );
  return [...open, ...(/<|&(?!amp;|lt;|quot;)/.test(rest) ? [rest] : [])];
}
