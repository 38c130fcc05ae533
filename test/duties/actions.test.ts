/** Every button and form that is named anywhere in the source is one that the bot takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { createBot } from '../../src/bot/bot.ts';
import { loadEngine } from '../../src/policy/engine.ts';

const bot = createBot(loadEngine('data'));
const rooms = ['core', 'conversation', 'duties', 'bot'];

type Named = { action: string; at: string };
type Node = { type: string; start: number; [part: string]: unknown };

/** What is written out in a source: `button('…', 'press.start')`, `action: 'press.start'`, `form: 'press.log'`. */
function namedIn(source: string, file: string): { buttons: Named[]; forms: Named[] } {
  const found: { buttons: Named[]; forms: Named[] } = { buttons: [], forms: [] };
  const add = (to: Named[], node: unknown) => {
    const { value, start } = node as { value?: unknown; start: number };
    if (typeof value !== 'string' || !/^[a-z]+\.[a-z]+$/i.test(value)) return;
    to.push({ action: value, at: `${file}:${source.slice(0, start).split('\n').length}` });
  };
  visit(parseAst(source, { lang: 'ts' }), (node) => {
    if (node.type === 'CallExpression')
      for (const argument of (node.arguments as Node[]).slice(1, 2))
        if (/[bB]utton$/.test(nameOf(node.callee))) add(found.buttons, argument);
    if (node.type === 'Property') {
      if (nameOf(node.key) === 'action') add(found.buttons, node.value);
      if (nameOf(node.key) === 'form') add(found.forms, node.value);
    }
  });
  return found;
}

function nameOf(node: unknown): string {
  const name = (node as { name?: unknown }).name;
  return typeof name === 'string' ? name : '';
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && 'start' in node) see(node as Node);
  for (const part of Object.values(node)) visit(part, see);
}

function allNamed(): { buttons: Named[]; forms: Named[] } {
  const files = rooms.flatMap((room) =>
    readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join('src', room, name)),
  );
  const named = files.map((file) => namedIn(readFileSync(file, 'utf8'), file));
  return {
    buttons: named.flatMap(({ buttons }) => buttons),
    forms: named.flatMap(({ forms }) => forms),
  };
}

const { buttons, forms } = allNamed();

test('every button that is named has somebody who takes it', () => {
  expect(buttons.length).toBeGreaterThan(5);
  expect(buttons.filter(({ action }) => !bot.pressed.has(action))).toEqual([]);
});

test('every form that is named has somebody who takes it', () => {
  expect(forms.length).toBeGreaterThan(2);
  const isTaken = ({ action }: Named) => bot.submitted.has(action) || bot.forms.has(action);
  expect(forms.filter((form) => !isTaken(form))).toEqual([]);
});

test('a name is found wherever it is written', () => {
  const source = `const a = { ...button('Go', 'x.go', {}), style: 'primary' };
    const b = cond ? showButton('Go', 'x.see') : { label: 'Go', action: 'x.do' };
    begin(turn, { form: 'x.fill', title: \`x.no\` });`;
  const { buttons, forms } = namedIn(source, 'here');
  expect(buttons).toEqual([
    { action: 'x.go', at: 'here:1' },
    { action: 'x.see', at: 'here:2' },
    { action: 'x.do', at: 'here:2' },
  ]);
  expect(forms).toEqual([{ action: 'x.fill', at: 'here:3' }]);
});
