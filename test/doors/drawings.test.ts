import { expect, test } from 'vitest';
import { type Card, notice } from '../../src/core/card.ts';
import { drawnOnce } from '../../src/doors/drawings.ts';

const textOf = (card: Card) => ('text' in card ? { text: card.text } : {});

test('two copies of a card are one drawing', () => {
  const draw = drawnOnce(textOf);
  const drawing = draw(notice('info', 'Hello'));
  expect(drawing).toEqual({ text: 'Hello' });
  expect(draw(notice('info', 'Hello'))).toBe(drawing);
});

test('a card that differs in one word is another one', () => {
  const draw = drawnOnce(textOf);
  draw(notice('info', 'Hello'));
  expect(draw(notice('info', 'Hello, all'))).toEqual({ text: 'Hello, all' });
  expect(draw(notice('warning', 'Hello'))).not.toBe(draw(notice('info', 'Hello')));
});

test('what nobody has asked for in a while is forgotten, and what is asked for is not', () => {
  const draw = drawnOnce(textOf);
  const often = draw(notice('info', 'often'));
  const once = draw(notice('info', 'once'));
  for (let count = 0; count < 100; count++) {
    draw(notice('info', `another ${count}`));
    draw(notice('info', 'often'));
  }
  expect(draw(notice('info', 'often'))).toBe(often);
  expect(draw(notice('info', 'once'))).not.toBe(once);
});

test('a card that cannot be drawn fails each time', () => {
  const draw = drawnOnce(() => {
    throw new Error('too many buttons');
  });
  expect(() => draw(notice('info', 'Hello'))).toThrow('too many buttons');
  expect(() => draw(notice('info', 'Hello'))).toThrow('too many buttons');
});
