/** Copies of one card go out one after another, so what was drawn last is kept for the next of them. */
import type { Card } from '../core/card.ts';

/** As many as are on their way at once. What is drawn is the same for all, so nobody may change it. */
const kept = 50;

export function drawnOnce<Drawn>(draw: (card: Card) => Drawn): (card: Card) => Drawn {
  const drawings = new Map<string, Drawn>();
  return (card) => {
    const key = JSON.stringify(card);
    const drawing = drawings.get(key) ?? draw(card);
    // What was asked for last is forgotten last.
    drawings.delete(key);
    drawings.set(key, drawing);
    if (drawings.size > kept) drawings.delete(drawings.keys().next().value ?? '');
    return drawing;
  };
}
