/** Under an answer: the card on somebody's own account that goes further into it. */
import { type Button, button } from '../../core/card.ts';

const cards = [
  { label: 'What my account may say', action: 'personal.disclaimer', topics: ['disclaimer', 'name-school'] },
  { label: 'Privacy checklist', action: 'personal.privacy', topics: ['privacy-settings'] },
  {
    label: 'What applies after I leave',
    action: 'personal.leaving',
    topics: ['leaving-contact', 'after-leaving'],
  },
];

export function personalButtons(asked: string[]): Button[] {
  return cards
    .filter(({ topics }) => topics.some((topic) => asked.includes(topic)))
    .map(({ label, action }) => button(label, action));
}
