/** On Teams some buttons unfold. Those that people come to a card for are never among them. */
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/core/card.ts';
import { summaryCard } from '../../src/core/dialog-cards.ts';
import type { Draft } from '../../src/core/draft.ts';
import { draw } from '../../src/teams/draw.ts';
import { shown, walk } from '../fakes/teams-cards.ts';
import { apply, cardWith, open } from './support/scenarios.ts';

const draft: Draft = {
  id: 'D-1',
  person: 'ada',
  form: 'posts.ask',
  title: 'A post',
  submit: 'Send it',
  fields: [],
  answers: {},
  state: 'open',
  value: {},
  day: '2027-03-02',
  touched: '2027-03-02T10:00:00.000Z',
};

/** The labels in each row before anything is unfolded. */
function inSight(card: Card): string[][] {
  return (draw(card) as unknown as { body: { isVisible?: boolean }[] }).body
    .filter(({ isVisible = true }) => isVisible)
    .flatMap((part) => walk(part).filter(({ type }) => type === 'ActionSet'))
    .map(({ actions }) => (actions as { title: string }[]).map(({ title }) => shown(title)));
}

describe('in sight', () => {
  it('are all three decisions, also while training and signatures are missing', async () => {
    const seen = await apply(open());
    expect(inSight(cardWith(seen, 'Ask them to sign'))).toEqual([
      ['Approve anyway', 'Record training'],
      ['Ask for changes', 'Reject', 'More'],
    ]);
  });

  it('is the way out of a form, however long the name of whoever reads it', () => {
    const summary = summaryCard({ ...draft, submit: 'Send it to the senior leadership team' }, []);
    expect(inSight(summary)).toEqual([
      ['Send it to the senior leadership team'],
      ['Change an answer', 'Cancel', 'More'],
    ]);
  });
});
