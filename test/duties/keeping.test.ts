/** What is over is deleted in its time, which a school may set; what a leader holds stays until the hold is lifted. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rows } from '../../src/cli/kept/table.ts';
import { copies } from '../../src/core/delivery.ts';
import { holds } from '../../src/core/matter/hold.ts';
import { comments } from '../../src/duties/comments/comment.ts';
import { reports } from '../../src/duties/reports/report.ts';
import { type aSchool, reads, type TestCore } from '../support/test-core.ts';
import { day, open as openAt } from './support/scenarios.ts';

const ada = { id: 'ada', name: 'Ada Osei' };
const at = '2027-03-02T10:00:00.000Z';
const ended = { by: ada, at, how: 'answered' as const, words: 'Done.' };

/** A comment that was answered today. */
async function open(change: Parameters<typeof aSchool>[0] = {}): Promise<TestCore> {
  const core = openAt({ policy: 'kenn-kenton', ...change });
  const parts = {
    kind: 'complaint' as const,
    where: 'Our page',
    what: 'It is late',
    came: at,
    due: at,
    from: ada,
    at,
    history: [],
  };
  core.work.put(comments, comments.schema.parse({ id: 'C-7K3F', ...parts, ended }));
  await core.pass(0);
  return core;
}

const isThere = async (core: TestCore) => (await core.work.get(comments, 'C-7K3F')) !== undefined;

async function hold(core: TestCore, who = 'sam'): Promise<string> {
  await core.say(who, 'hold C-7K3F');
  await core.say(who, 'A complaint to the governors');
  return reads(await core.say(who, 'send it'));
}

describe('what is over', () => {
  it('goes after the time that comes with it', async () => {
    const core = await open();
    await core.pass(364 * day);
    expect(await isThere(core)).toBe(true);
    await core.pass(2 * day);
    expect(await isThere(core)).toBe(false);
  });

  it('goes with where its cards are, of which nothing will change any more', async () => {
    const core = await open();
    const message = { platform: 'playground', conversation: 'ada', id: 'm1' };
    core.work.put(copies, { id: 'e1/0', about: 'comment:C-7K3F/comment', message });
    core.work.put(copies, { id: 'e2/0', about: 'comment:C-OTHER/comment', message });
    await core.pass(366 * day);
    expect((await core.work.find(copies)).map(({ id }) => id)).toEqual(['e2/0']);
  });

  it('goes sooner where the school keeps it for less time', async () => {
    const core = await open({ keep: { comment: 60 } });
    await core.pass(61 * day);
    expect(await isThere(core)).toBe(false);
  });

  it('stays while a leader holds it, and goes once the hold is lifted', async () => {
    const core = await open();
    expect(await hold(core)).toContain('C-7K3F is held.');
    await core.pass(400 * day);
    expect(await isThere(core)).toBe(true);
    const list = await core.say('lin', 'holds');
    expect(reads(list)).toContain('A complaint to the governors (Sam Hale, 2 March 2027');
    const [card] = list;
    if (!card) throw new Error('Expected the list.');
    expect(reads(await core.press('lin', card.card, 'Lift the hold'))).toContain('so it’s deleted');
    expect(await isThere(core)).toBe(false);
    expect(core.work.trail.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'put a hold on it',
        'lifted the hold',
        'deleted what had been kept long enough',
      ]),
    );
  });

  it('that is released in time is kept as long as others', async () => {
    const core = await open();
    await hold(core);
    expect(reads(await core.say('sam', 'release c-7k3f'))).toContain('kept as long as others');
    expect(reads(await core.say('sam', 'release C-7K3F'))).toContain('isn’t held');
    expect(await isThere(core)).toBe(true);
  });
});

const aboutLin = reports.schema.parse({
  id: 'R-1',
  kind: 'conduct',
  title: 'Conduct',
  from: ada,
  at,
  about: [{ id: 'lin', name: 'Lin Park' }],
  what: 'x',
  where: '',
  on: '',
  done: '',
  added: [],
  to: ['slt'],
  readers: [],
  history: [],
  since: '2027-03-02',
});

describe('a hold', () => {
  it('is for the leaders', async () => {
    const core = await open();
    for (const words of ['hold C-7K3F', 'release C-7K3F', 'holds']) {
      const refused = await core.say('ada', words);
      expect(reads(refused)).toBe('Only the school’s leaders can do this. Nothing was changed.');
      expect(core.work.trail.at(-1)).toMatchObject({
        by: 'ada',
        what: 'was refused: only leaders hold what is on record',
      });
    }
  });

  it('tells nobody of a record that they may not see', async () => {
    const core = openAt({ policy: 'kenn-kenton' });
    core.work.put(reports, aboutLin);
    const about = (words: string) => core.say('lin', words).then((seen) => reads(seen));
    expect(await about('hold R-1')).toBe((await about('hold R-2')).replace('R-2', 'R-1'));
    expect(reads(await core.say('sam', 'hold R-1'))).toContain('Why is it to be kept?');
    expect(reads(await core.say('sam', 'release R-1'))).not.toContain('safe');
  });
});

describe('the list of holds', () => {
  const record = { by: { id: 'sam', name: 'Sam Hale' }, at, why: 'A complaint' };

  it('has for each leader what they may see, and nothing that is gone', async () => {
    const core = await open();
    core.work.put(reports, aboutLin);
    for (const [matter, id] of [
      ['comment', 'C-7K3F'],
      ['report', 'R-1'],
      ['comment', 'C-GONE'],
      ['no-such', 'C-7K3F'],
    ] as const)
      core.work.put(holds, { ...record, id: `${matter}:${id}`, matter, record: id });
    const listed = async (who: string) => reads(await core.say(who, 'holds')).match(/[CR]-\w+/g);
    expect(await listed('lin')).toEqual(['C-7K3F']);
    expect(await listed('sam')).toEqual(['C-7K3F', 'R-1']);
  });
});

describe('what is kept', () => {
  it.each(rows())('stands in the README: %s', (row) => {
    expect(readFileSync('README.md', 'utf8')).toContain(row);
  });

  it('is said as the school has set it', () => {
    expect(rows({ keep: { comment: 60 } }).join()).toContain(
      '(`comment`) | 60 days, as the school has set it |',
    );
  });
});
