import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createBot } from '../../src/bot/bot.ts';
import { loadEngine } from '../../src/policy/engine.ts';

const folder = new URL('../../manifests/', import.meta.url);
const scopes = z.array(z.string());
const commandList = z.object({ scopes, commands: z.array(z.object({ title: z.string() })) });
const manifest = z
  .object({
    icons: z.object({ color: z.string(), outline: z.string() }),
    bots: z.tuple([z.object({ scopes, commandLists: z.array(commandList) })]),
  })
  .parse(JSON.parse(readFileSync(new URL('teams.json', folder), 'utf8')));

test('the app can be written to in private, or private messages would never arrive', () => {
  expect(manifest.bots[0].scopes).toContain('personal');
});

test('commands are offered wherever the app can be written to', () => {
  const offered = manifest.bots[0].commandLists.flatMap((list) => list.scopes);
  expect(offered.sort()).toEqual([...manifest.bots[0].scopes].sort());
});

describe('a command', () => {
  const titles = manifest.bots[0].commandLists.flatMap((list) => list.commands.map(({ title }) => title));
  const engine = loadEngine('data');
  const { duties } = createBot(engine);

  test.each([...new Set(titles)])('“%s” is a sentence that gets somebody further', (title) => {
    const { route, ruling } = engine.understand('kenn-kenton', title);
    const isOpened = duties.some((duty) => duty.opens?.[route]);
    const isRuled = route === 'ask' && ruling !== null && ruling.verdict !== 'not-covered';
    const isHandedOver = route === 'incident' && ruling?.escalate === 'dsl';
    expect({ route, leads: isOpened || isRuled || isHandedOver }).toMatchObject({ leads: true });
  });
});

test.each([
  ['color', 192],
  ['outline', 32],
] as const)('the %s icon is %i pixels wide and high', (name, size) => {
  const png = readFileSync(new URL(manifest.icons[name], folder));
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});
