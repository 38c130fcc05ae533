/** Two schools in one workspace or tenant: each person is at their own, and who works at both says which. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTwoSchools, rooms, sides, staffroom, type TwoSchools } from './two-schools.ts';
import type { Read, User } from './users.ts';

const question = 'Can I accept a friend request from a pupil?';
const safety = 'safeguarding concern';
const which = 'Which school is this about?';

describe.each(sides)('two schools in one workspace on %s', { timeout: 20_000 }, (side) => {
  let trust: TwoSchools;
  let [ada, ben, eve, max]: User[] = [];
  beforeEach(async () => {
    trust = await openTwoSchools(side);
    [ada, ben, eve, max] = (['ada', 'ben', 'eve', 'max'] as const).map(trust.user);
  });
  afterEach(() => trust.close());

  const textOf = (messages: Read[] = []) => messages.map(({ text }) => text).join('\n');

  it('whoever is listed at one of them is there, and is asked nothing', async () => {
    await ada?.says(safety);
    expect(ada?.last()).toContain('Sam Hale');
    await ben?.says(safety);
    expect(ben?.last()).toContain('Pat Lowe');
    expect(textOf([...(ada?.reads() ?? []), ...(ben?.reads() ?? [])])).not.toContain(which);
  });

  it('whoever is in the group of one of them is there, and who is in one and listed at the other is asked', async () => {
    await trust.close();
    trust = await openTwoSchools(side, { inOaksGroup: ['max', 'ada'] });
    const [max, ada] = [trust.user('max'), trust.user('ada')];
    await max.says(safety);
    expect(max.last()).toContain('Pat Lowe');
    await ada.says(question);
    expect(ada.last()).toContain(which);
  });

  it('who works at both is asked which, and what they wrote is answered there without writing it again', async () => {
    await eve?.says('a journalist from the Gazette rang');
    expect(eve?.last()).toContain(which);
    expect(eve?.last()).toContain('ring 999');
    const [before, other] = [await trust.kept('hill'), await trust.kept('oak')];
    await eve?.presses('Oak School');
    expect(textOf(eve?.reads())).toContain('Oak School it is, here and for today.');
    expect(textOf(eve?.reads())).not.toContain(which);
    expect(eve?.last()).toContain('Press call');
    expect(await trust.kept('hill')).toBe(before);
    expect(await trust.kept('oak')).not.toBe(other);
  });

  it('the school holds for the day, and can be changed in words or at a button', async () => {
    await eve?.says(question);
    await eve?.presses('Oak School');
    await eve?.says(safety);
    expect(eve?.last()).toContain('Pat Lowe');
    await eve?.says('I mean Hill');
    expect(eve?.last()).toContain('Hill School it is');
    await eve?.says(safety);
    expect(eve?.last()).toContain('Sam Hale');
    await eve?.presses('Switch school');
    await eve?.presses('Oak School');
    await eve?.says(safety);
    expect(eve?.last()).toContain('Pat Lowe');
    await eve?.says('switch school');
    expect(eve?.last()).toContain(which);
    await trust.nextDay();
    await eve?.says(safety);
    expect(eve?.last()).toContain(which);
  });

  it('a message too long to be carried along is asked for once more', async () => {
    await eve?.says(`${question} ${'I have thought about it for long. '.repeat(60)}`);
    expect(eve?.last()).toContain('Then please send me your message once more.');
    await eve?.presses('Hill School');
    expect(eve?.last()).toContain('Hill School it is');
  });

  it('whoever asks in a channel is asked alone, and the school holds for that channel', async () => {
    await eve?.says(question, { channel: staffroom[side] });
    expect(textOf(eve?.sees())).toContain(which);
    await eve?.presses('Oak School');
    expect(textOf(eve?.sees())).toContain('Oak School it is');
    expect(textOf(eve?.sees())).toContain('Pupils');
    await ada?.says('hello', { channel: staffroom[side] });
    expect(textOf(ada?.sees())).not.toContain(which);
  });

  it('who works at both and only opens the chat is not asked', async () => {
    const [id, before] = [trust.idOf('eve'), eve?.reads()];
    if (side === 'slack') await trust.slack.opens(id, 'messages');
    else await trust.teams.install(id);
    await trust.settle();
    expect(eve?.reads()).toEqual(before);
    if (side === 'slack') {
      await trust.slack.opens(id, 'home');
      expect(trust.slack.home(id)?.text).toContain(which);
    }
  });

  it('in a room that a school names, it is that school’s, whatever was chosen', async () => {
    await eve?.says('I mean Oak');
    await eve?.says(safety, { channel: rooms.hill[side] });
    expect(textOf(eve?.sees())).toContain('Sam Hale');
    expect(textOf(eve?.sees())).not.toContain('Pat Lowe');
  });

  it('whoever writes in the other school’s room is told so, and nobody at that school hears of it', async () => {
    const before = await trust.kept('hill');
    await ben?.says(question, { channel: rooms.hill[side] });
    expect(textOf(ben?.sees())).toContain('This belongs to Hill School, and you’re not on its list.');
    expect(await trust.kept('hill')).toBe(before);
  });

  it('whoever is answered nothing reads what to do where a child isn’t safe', async () => {
    await ben?.says(safety, { channel: rooms.hill[side] });
    expect(textOf(ben?.sees())).toContain('If somebody isn’t safe, ring 999');
    await max?.says(safety);
    expect(textOf(max?.sees())).toContain('If somebody isn’t safe, ring 999');
  });

  it('whoever is on no list is nobody, and no school’s owner is sent a card', async () => {
    const before = [await trust.kept('hill'), await trust.kept('oak')];
    for (const where of [undefined, { channel: staffroom[side] }]) {
      await max?.says(question, where);
      expect(textOf(max?.sees())).toContain(
        'I answer the staff of Hill School and Oak School only, and you’re on none of their lists.',
      );
    }
    expect([await trust.kept('hill'), await trust.kept('oak')]).toEqual(before);
    expect(textOf(trust.user('uma').reads())).not.toContain('isn’t on the list');
  });

  it('their owner sees them side by side, without being asked which, and nobody else does', async () => {
    const uma = trust.user('uma');
    await uma.says('our schools');
    expect(uma.last()).toContain('0 accounts at 2 schools, and 0 decisions waiting.');
    for (const name of ['Hill School', 'Oak School']) expect(uma.last()).toContain(name);
    await eve?.says('I mean Oak');
    for (const other of [ada, eve]) {
      await other?.says('our schools');
      expect(other?.last()).toContain('Only whoever owns the settings of several schools');
    }
  });

  it('whoever owns only one of them any more sees them no longer', async () => {
    await trust.takeOff('uma', 'oak');
    const uma = trust.user('uma');
    await uma.says('our schools');
    expect(uma.last()).not.toContain('Oak School');
  });

  it('what is decided or filled in says whose it is', async () => {
    await eve?.says('I mean Oak');
    await eve?.says('a journalist from the Gazette rang');
    await eve?.presses('Fill in everything at once');
    const form = (side === 'slack' ? trust.slack : trust.teams).openView(trust.idOf('eve'));
    expect(form?.text).toContain('For Oak School.');
  });
});
