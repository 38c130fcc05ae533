/** Whatever happens elsewhere, the cards that people have already say how things stand now. */
import { expect, it } from 'vitest';
import { copies } from '../../src/core/delivery.ts';
import { reads, type Seen, type TestCore } from '../support/test-core.ts';
import { active, apply, day, inGoodStanding, open, press, pressAndFill } from './support/scenarios.ts';

/** From now on these cards hang where they were sent. */
function hang(core: TestCore, seen: Seen[]): Seen[] {
  for (const [number, { to, about }] of seen.entries()) {
    const id = `${to} ${about} ${number}`;
    if (about)
      core.work.put(copies, { id, about, message: { platform: 'playground', conversation: to, id } });
  }
  return seen;
}

/** What the copies of a card have become. */
function became(seen: Seen[], about: RegExp): string {
  return reads(seen.filter((one) => one.to === 'update' && about.test(one.about ?? '')));
}

async function adaLeaves(core: TestCore): Promise<Seen[]> {
  await active(core);
  return hang(core, await core.say('ada', 'I’m leaving on 18 December'));
}

async function linIsAsked(core: TestCore, seen: Seen[]): Promise<Seen[]> {
  return hang(core, await pressAndFill(core, 'ada', seen, 'Choose a new owner', { heir: 'lin' }));
}

it('a new owner who is not approved reads that it no longer waits for them', async () => {
  const core = open();
  inGoodStanding(core, 'lin');
  const asked = await linIsAsked(core, await adaLeaves(core));
  const sent = await press(core, 'lin', asked, 'Yes, I will', 'lin');
  const rejected = await pressAndFill(core, 'sam', sent, 'Reject', { reason: 'Not Lin.' });
  expect(became(rejected, /heir-lin/)).toContain(
    'Thank you. You don’t need to do anything about Year 4 Explorers on Instagram any more.',
  );
  expect(became(rejected, /heir-lin/)).not.toContain('Will you take over');
});

it('whoever was asked before somebody else reads so, and has no buttons any more', async () => {
  const core = open();
  const asked = await linIsAsked(core, await adaLeaves(core));
  const again = await pressAndFill(core, 'ada', asked, 'Choose someone else', { heir: 'gil' });
  expect(became(again, /heir-lin/)).toBe(
    'Thank you. You don’t need to do anything about Year 4 Explorers on Instagram any more.',
  );
  expect(reads(again, 'gil')).toContain('Will you take over');
});

it('whoever has declined reads so', async () => {
  const core = open();
  const asked = await linIsAsked(core, await adaLeaves(core));
  const declined = await press(core, 'lin', asked, 'No, sorry', 'lin');
  expect(became(declined, /heir-lin/)).toBe(
    'Thank you. You don’t need to do anything about Year 4 Explorers on Instagram any more.',
  );
});

it('a leaver who stays has nothing open on their card', async () => {
  const core = open();
  const seen = await adaLeaves(core);
  await linIsAsked(core, seen);
  const off = await press(core, 'ada', seen, 'They are staying');
  const card = became(off, /leaver$/);
  expect(card).toContain('Called off');
  expect(card).not.toContain('Lin Park has been asked');
});

it('a request names whoever may decide on it since somebody has joined', async () => {
  const core = open();
  hang(core, await apply(core));
  core.school.people = [...core.school.people, { id: 'kit', name: 'Kit Lane', roles: ['slt'] }];
  const seen = await core.pass(day / 24);
  expect(reads(seen, 'kit')).toContain('Year 4 Explorers');
  expect(became(seen, /applicant$/)).toContain('Kit Lane');
});
