/** What whoever looks after Chalkline learns of a card that never came: what they may see anyway, and not whose it is no longer. */
import { describe, expect, it } from 'vitest';
import { createBot, duties } from '../../src/bot/bot.ts';
import { aboutWhat, lostMatter } from '../../src/bot/lost-card.ts';
import { caseCard, notice } from '../../src/core/card.ts';
import { type LostCard, lostCards } from '../../src/core/lost.ts';
import { requestMatter } from '../../src/duties/requests/matter.ts';
import { requests } from '../../src/duties/requests/request.ts';
import { type AtSchool, aTurn } from '../support/a-turn.ts';
import { packsOnly } from '../support/packs-only.ts';
import { samples } from './support/samples.ts';

const bot = createBot(packsOnly());
const matters = () => duties.flatMap(({ matters = [] }) => matters);
const card = caseCard({ title: 'Year 4 on Instagram', status: 'Waiting', tone: 'warning' });

type Lost = Partial<LostCard> & { school?: AtSchool };

function lost(who: string, { school, ...change }: Lost) {
  const { turn, work } = aTurn(who, school);
  work.put(requests, requests.schema.parse(samples.request?.record));
  const { card: _, ...sample } = lostCards.schema.parse(samples.undelivered?.record);
  return { turn: bot.enter(turn), lost: { ...sample, card, ...change } };
}

describe('what it was about', () => {
  function about(who: string, change: Lost): Promise<string> {
    const { turn, lost: given } = lost(who, change);
    return aboutWhat(turn, matters, given);
  }
  const hidden = 'It’s between them and me';

  it('is told to those who may see it', async () => {
    const request = { about: 'request:A-1/slt' };
    expect(await about('lin', request)).toBe('Year 4 on Instagram');
    expect(await about('tom', request)).toBe(hidden);
  });

  it('is told to nobody once it is gone, or where nothing of its kind is known', async () => {
    for (const gone of ['request:A-9/slt', 'request:/slt', 'wish:A-1/slt', 'request A-1', 'request:A-1'])
      expect(await about('lin', { about: gone })).toBe(hidden);
  });

  it('is told of a mere word to whoever it was for, and to those of its room', async () => {
    expect(await about('ada', { reader: { person: 'ada' } })).toBe('Year 4 on Instagram');
    expect(await about('tom', { reader: { person: 'ada' } })).toBe(hidden);
    expect(await about('lin', { reader: { room: 'slt' } })).toBe('Year 4 on Instagram');
    expect(await about('tom', { reader: { room: 'slt' } })).toBe(hidden);
    expect(await about('tom', { reader: {} })).toBe(hidden);
  });

  it('is its heading, or its words where it has none', async () => {
    const own = { reader: { person: 'ada' } };
    expect(await about('ada', { ...own, card: notice('info', 'Your account is there.') })).toBe(
      'Your account is there.',
    );
    const titled = (title: string) => ({ ...own, card: notice('info', 'It is there.', { title }) });
    expect(await about('ada', titled('Year 4'))).toBe('Year 4');
    expect(await about('ada', titled(''))).toContain('It is there.');
  });

  it('is not known any more once its words are gone', async () => {
    const { turn, lost: given } = lost('ada', { reader: { person: 'ada' } });
    const { card: _, ...wordless } = given;
    expect(await aboutWhat(turn, matters, wordless)).toBe(hidden);
  });
});

it('somebody on no list is staff there, and nothing more', async () => {
  const forStaff: typeof requestMatter = {
    ...requestMatter,
    sees: ({ person }) => (person.roles.join() === 'staff' ? 'slt' : undefined),
  };
  const toMax = {
    reader: { person: 'slack:U0MAX' },
    about: 'request:A-1/slt',
    school: { unlisted: 'staff' as const },
  };
  const { turn, lost: given } = lost('tom', toMax);
  expect(await lostMatter(() => [forStaff]).acts.again.unless?.(turn, given)).toBeUndefined();
});

describe('it is sent again', () => {
  async function reasonAgainst(change: Lost): Promise<string | undefined> {
    const { turn, lost: given } = lost('tom', change);
    return lostMatter(matters).acts.again.unless?.(turn, given);
  }
  const notTheirs = 'They may not see it any more.';

  it('to whoever may see it still', async () => {
    expect(await reasonAgainst({ reader: { person: 'lin' }, about: 'request:A-1/slt' })).toBeUndefined();
    expect(await reasonAgainst({ reader: { person: 'joy' }, about: 'request:A-1/slt' })).toBe(notTheirs);
    expect(await reasonAgainst({ reader: { person: 'joy' } })).toBeUndefined();
  });

  it('to a room, whose readers have it anyway', async () => {
    expect(await reasonAgainst({ reader: { room: 'slt' }, about: 'request:A-1/slt' })).toBeUndefined();
  });

  it('to somebody on no list only where such are staff', async () => {
    const toMax = { reader: { person: 'slack:U0MAX' } };
    expect(await reasonAgainst(toMax)).toBe(notTheirs);
    expect(await reasonAgainst({ ...toMax, school: { unlisted: 'staff' } })).toBeUndefined();
    const request = { ...toMax, about: 'request:A-1/slt' };
    expect(await reasonAgainst({ ...request, school: { unlisted: 'staff' } })).toBe(notTheirs);
  });
});
