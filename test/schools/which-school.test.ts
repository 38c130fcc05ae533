/** The question which school is meant, for somebody who works at many: its card stays small, and words name one of them only. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Event } from '../../src/core/event.ts';
import { schoolFile } from '../../src/core/school.ts';
import { amongSeveral } from '../../src/schools/which-school.ts';
import { draw } from '../../src/slack/draw.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Store } from '../../src/store/store.ts';
import { aFolder } from '../support/folder.ts';

const names = ['The Kenn & Kenton Federation', 'Oak Primary School', 'Oak Junior School'];
const schoolsCalled = (names: string[]) =>
  names.map((name, at) => schoolFile.parse({ id: `s${at}`, name, policy: 'westgate' }));

let store: Store;
beforeEach(async () => {
  store = await openEmbeddedStore({ dir: aFolder() });
});
afterEach(() => store.close());

function says(text: string, schools = schoolsCalled(names)) {
  const place = { platform: 'slack', conversation: 'D0EVE', direct: true };
  const by = { platform: 'slack', user: 'U0EVE' };
  const event: Event = { id: 'e1', at: '2027-03-02T10:00:00.000Z', by, place, type: 'said', text };
  return amongSeveral({ store }, schools, event);
}

it.each([
  ['I mean Kenn', 'The Kenn & Kenton Federation'],
  ['i’m at oak junior.', 'Oak Junior School'],
  ['Oak Primary School', 'Oak Primary School'],
])('“%s” is %s', async (text, name) => {
  expect((await says(text)).says).toMatchObject({ text: `${name} it is, here and for today.` });
});

it.each(['I mean Oak', 'I mean the other one', 'I mean well', 'Oak'])(
  '“%s” names none, so it is asked',
  async (text) => {
    expect((await says(text)).says).toMatchObject({ kind: 'question' });
  },
);

it('a button that carries more than any of ours does is forged, and says nothing in anybody’s name', async () => {
  const press = (said: string) => {
    const place = { platform: 'slack', conversation: 'D0EVE', direct: true };
    const by = { platform: 'slack', user: 'U0EVE' };
    const value = { school: 's1', said };
    const event: Event = {
      id: 'e1',
      at: '2027-03-02T10:00:00.000Z',
      by,
      place,
      type: 'pressed',
      action: 'whose.choose',
      value,
    };
    return amongSeveral({ store }, schoolsCalled(names), event);
  };
  expect((await press('May I post this?')).at?.event).toMatchObject({
    type: 'said',
    text: 'May I post this?',
  });
  expect((await press('x'.repeat(2_000))).at).toBeUndefined();
});

it('every school has its button on Slack, however many there are and however much was written', async () => {
  const many = Array.from({ length: 12 }, (_, at) => `School ${at} of the Learning Trust`);
  for (const length of [100, 450, 1_400, 12_000]) {
    const { says: card } = await says('x'.repeat(length), schoolsCalled(many));
    const drawn = JSON.stringify(card && draw(card));
    for (const name of many) expect(drawn).toContain(name);
  }
});
