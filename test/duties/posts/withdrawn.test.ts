/** Consent is withdrawn: every place is looked through, and it is on record until no picture is left. */
import { describe, expect, it } from 'vitest';
import { reads, type TestCore } from '../../support/test-core.ts';
import { active, audited, cardWith, day, open, press } from '../support/scenarios.ts';

async function asked(core: TestCore, places = 'The website\nHall display') {
  await core.say('ada', 'take pictures down');
  await core.say('ada', 'J.S., Year 4');
  await core.say('ada', places);
  return core.say('ada', 'send it');
}

describe('pictures to take down', () => {
  it.each(['take pictures down', 'A parent has withdrawn consent', 'photo consent was withdrawn'])(
    'are begun with “%s”, with the clause and what is ours',
    async (wish) => {
      const seen = reads(await open({ policy: 'abbotswood' }).say('ada', wish));
      expect(seen).toContain('Without written consent, a child’s picture mustn’t be published');
      expect(seen).toContain('these steps are ours');
      expect(seen).toContain('Initials and class only');
    },
  );

  it('are off where the policy says nothing of it, until the school turns it on', async () => {
    expect(reads(await open({ policy: 'old-park' }).say('ada', 'take pictures down'))).toContain(
      'doesn’t mention consent',
    );
    expect(reads(await open({ policy: 'old-park' }).say('ada', 'what else?'))).not.toContain(
      'Take pictures down',
    );
    const core = open({ policy: 'old-park', checks: ['withdrawn'] });
    expect(reads(await core.say('ada', 'what else?'))).toContain('Take pictures down');
    expect(reads(await core.say('ada', 'take pictures down'))).toContain('Your policy doesn’t ask for it');
  });

  it('are looked for on every active account and wherever else they may be', async () => {
    const core = open();
    await active(core);
    const seen = await asked(core);
    expect(reads(seen, 'tom')).toContain('3 of 3 places still to look through');
    expect(reads(seen, 'ada')).toMatch(
      /Year 4 Explorers on Instagram[^\n]*\nThe website[^\n]*\nHall display/,
    );
  });

  it('are ticked off place by place, until all have heard that none is left', async () => {
    const core = open();
    const seen = await asked(core);
    await press(core, 'tom', seen, 'Tick what’s clear', 'tom');
    await core.fill('tom', { places: ['place-0'] });
    await press(core, 'ada', seen, 'Tick what’s clear', 'ada');
    expect(core.form()?.answers).toEqual({ places: ['place-0'] });
    expect(reads(await core.fill('ada', { places: ['place-0'] }))).toContain('Nothing was different');
    await press(core, 'ada', seen, 'Tick what’s clear', 'ada');
    const done = await core.fill('ada', { places: ['place-1'] });
    expect(reads(done, 'tom')).toContain('No picture is left');
    expect(reads(done, 'ada')).toContain('No picture is left');
    expect(audited(core, 'found every place clear')).toHaveLength(1);
    const again = await press(core, 'tom', seen, 'Tick what’s clear', 'tom');
    expect(reads(again)).toContain('Every place is clear already');
  });

  it('are asked about once each working day, and no more once they are gone', async () => {
    const core = open();
    const seen = await asked(core);
    const first = await core.pass(day);
    expect(first.map(({ to }) => to).toSorted()).toEqual(['ada', 'tom']);
    expect(await core.pass(60_000)).toEqual([]);
    await press(core, 'tom', seen, 'Tick what’s clear', 'tom');
    await core.fill('tom', { places: ['place-0', 'place-1'] });
    expect(await core.pass(day)).toEqual([]);
  });

  it('say so where a name was written', async () => {
    const core = open();
    await core.say('ada', 'take pictures down');
    await core.say('ada', 'Jamie Smith, Year 4');
    expect(reads(await core.say('ada', 'none'))).toContain('“Jamie” may be a child’s name');
  });

  it('keep every place, however many were named', async () => {
    const core = open();
    const many = Array.from({ length: 60 }, (_, number) => `Wall ${number}`).join('\n');
    const seen = await asked(core, many);
    expect(reads(seen, 'ada')).toContain('Wall 59');
    await press(core, 'tom', seen, 'Tick what’s clear', 'tom');
    expect(core.form()?.fields[0]).toMatchObject({ choices: { length: 40 } });
  });

  it('with no account and no place named are looked for everywhere', async () => {
    expect(reads(await asked(open(), 'none'), 'ada')).toContain('Everywhere the school posts');
  });

  it.each(['joy', 'gil'])('are none of %s’s business', async (who) => {
    const core = open();
    const card = cardWith(await asked(core), 'Tick what’s clear', 'tom');
    expect(reads(await core.press(who, card, 'Tick what’s clear'))).toContain('Other people take these');
    expect(core.form()).toBeUndefined();
  });
});
