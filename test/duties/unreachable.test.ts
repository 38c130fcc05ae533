import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../src/core/card.ts';
import { decide } from '../../src/core/decide.ts';
import { deliveries } from '../../src/core/delivery.ts';
import { drafts } from '../../src/core/draft.ts';
import type { Act } from '../../src/core/event.ts';
import type { Field } from '../../src/core/field.ts';
import { accounts } from '../../src/duties/register/account.ts';
import { reads, type Seen, type TestCore } from '../support/test-core.ts';
import {
  active,
  apply,
  audited,
  bot,
  cardWith,
  everybodyMustSign,
  onlyAccount,
  onlyRequest,
  open,
  press,
} from './support/scenarios.ts';

/** The school goes on in Slack, where these people are not. */
function onSlack(core: TestCore, ...without: string[]) {
  let now = Date.parse('2027-03-02T12:00:00.000Z');
  let number = 0;
  const away = new Set(without);
  core.school.people = core.school.people.map((person) =>
    away.has(person.id) ? person : { ...person, slack: `U-${person.id}` },
  );
  async function play(id: string, act: Act): Promise<Seen[]> {
    const user = `U-${id}`;
    const event = {
      id: `slack-${++number}`,
      at: new Date(now).toISOString(),
      by: { platform: 'slack' as const, user },
      place: { platform: 'slack' as const, conversation: user, direct: true },
      ...act,
    };
    const reply = await decide(bot, { event, school: core.school, platforms: ['slack'], work: core.work });
    problems = reply.problems;
    if (reply.openForm) {
      form = { form: reply.openForm.form, value: reply.openForm.value };
      fields = reply.openForm.fields;
    }
    const seen: Seen[] = [];
    for (const { id, order, card } of await core.work.find(deliveries)) {
      core.work.remove(deliveries, id);
      const to = order.type === 'message' ? order.person : order.type === 'update' ? 'update' : 'here';
      seen.push({ to: to.replace('U-', ''), card });
    }
    return seen;
  }
  let problems: Record<string, string> | undefined;
  let form = { form: '', value: {} as Record<string, string> };
  let fields: Field[] = [];
  async function presses(who: string, seen: Seen[], label: string): Promise<Seen[]> {
    const card = cardWith(seen, label);
    const button = 'buttons' in card && card.buttons.find((candidate) => candidate.label === label);
    return button ? play(who, { type: 'pressed', action: button.action, value: button.value }) : [];
  }
  return {
    play,
    problems: () => problems,
    fields: () => fields,
    press: presses,
    fill: (who: string, answers: Record<string, string>) =>
      play(who, { type: 'submitted', ...form, answers }),
    join: (id: string) => {
      core.school.people = core.school.people.map((person) =>
        person.id === id ? { ...person, slack: `U-${id}` } : person,
      );
    },
    pass: (days: number) => {
      now += days * 24 * 60 * 60 * 1000;
      return play('clock', { type: 'timePassed' });
    },
  };
}

type OnSlack = ReturnType<typeof onSlack>;

async function draftOf(core: TestCore): Promise<string> {
  const [draft] = await core.work.find(drafts);
  return draft?.id ?? '';
}

async function sent(core: TestCore, slack: OnSlack): Promise<Seen[]> {
  await slack.play('ada', { type: 'pressed', action: 'requests.start', value: {} });
  await slack.play('ada', {
    type: 'submitted',
    form: 'form.fill',
    value: { draft: await draftOf(core), field: '' },
    answers: {
      name: 'Year 4 Explorers',
      platform: 'Instagram',
      aim: 'Show families what we learn',
      audience: 'Families of Year 4',
      promotion: 'Newsletter',
      runners: ['ada', 'joy'],
      open: 'private',
    },
  });
  return slack.play('ada', { type: 'pressed', action: 'form.send', value: { draft: await draftOf(core) } });
}

describe('signers who cannot be written to', () => {
  it('leave it to the next role up, and the applicant is told', async () => {
    const core = open({ policy: 'abbotswood' });
    const slack = onSlack(core, 'sam');
    const seen = await sent(core, slack);
    expect(reads(seen, 'ada')).toContain(
      'I can’t reach Sam Hale here, so it has also gone to Lin Park or Bea Ode',
    );
    for (const who of ['lin', 'bea']) expect(reads(seen, who)).toContain('Year 4 Explorers on Instagram');
    expect((await onlyRequest(core)).told.map(({ id }) => id)).toEqual(['lin', 'bea']);
    expect(audited(core, 'took a request to the next role up')).toHaveLength(1);
    await slack.press('lin', seen, 'Approve');
    expect((await onlyRequest(core)).state).toBe('approved');
  });

  it('are given it once they can be written to', async () => {
    const core = open({ policy: 'abbotswood' });
    const slack = onSlack(core, 'sam');
    await sent(core, slack);
    slack.join('sam');
    expect(reads(await slack.pass(0), 'sam')).toContain('Year 4 Explorers on Instagram');
    expect(reads(await slack.pass(0), 'sam')).not.toContain('Year 4 Explorers on Instagram');
  });

  it('are never waited for in silence where nobody above them can be written to either', async () => {
    const core = open({ policy: 'abbotswood' });
    const slack = onSlack(core, 'sam', 'lin', 'bea', 'gil');
    const seen = await sent(core, slack);
    const words = 'I can’t reach Sam Hale here, nor anyone above them';
    expect(reads(seen, 'ada')).toContain(words);
    expect(await onlyRequest(core)).toMatchObject({ state: 'waiting', told: [] });
    expect(reads(await slack.pass(3), 'ada')).toContain(words);
    slack.join('gil');
    expect(reads(await slack.pass(0), 'gil')).toContain('Year 4 Explorers on Instagram');
  });

  it('leave it to the next role up again when it comes back changed', async () => {
    const core = open();
    const slack = onSlack(core, 'lin', 'sam', 'bea');
    await slack.press('gil', await sent(core, slack), 'Ask for changes');
    const back = await slack.fill('gil', { changes: 'A clearer name.' });
    await slack.press('ada', back, 'Make the changes');
    const again = await slack.play('ada', {
      type: 'pressed',
      action: 'form.send',
      value: { draft: await draftOf(core) },
    });
    expect(reads(again, 'gil')).toContain('Approving means');
    expect((await onlyRequest(core)).raised).toEqual({ slt: 1 });
  });

  it('are noticed when a platform is closed while it waits', async () => {
    const core = open({ policy: 'abbotswood' });
    await apply(core);
    const slack = onSlack(core, 'sam');
    const seen = await slack.pass(0);
    expect(reads(seen, 'ada')).toContain('I can’t reach Sam Hale here, so it has also gone to');
    expect(reads(seen, 'lin')).toContain('Year 4 Explorers on Instagram');
  });

  it('are left out where others hold the same role', async () => {
    const core = open();
    const slack = onSlack(core, 'sam', 'bea');
    const seen = await sent(core, slack);
    expect(reads(seen, 'lin')).toContain('Year 4 Explorers on Instagram');
    expect(reads(seen, 'ada')).not.toContain('can’t reach');
    expect((await onlyRequest(core)).told.map(({ id }) => id)).toEqual(['lin']);
  });

  it('are named where everybody has to sign', async () => {
    everybodyMustSign('westgate');
    const core = open({ policy: 'westgate' });
    expect(reads(await sent(core, onSlack(core, 'sam', 'bea')), 'ada')).toContain(
      'I can’t reach Sam Hale or Bea Ode here, and everyone has to sign as',
    );
  });

  it('are not offered when a request is handed over', async () => {
    const core = open();
    const slack = onSlack(core, 'sam', 'bea');
    const seen = await sent(core, slack);
    const labels = seen.flatMap(({ card }) => buttonsOf(card).map(({ label }) => label));
    expect(labels).toContain('Reject');
    expect(labels).not.toContain('Pass it on');
  });
});

describe('those who look after the accounts', () => {
  it('leave their task to the head where they cannot be written to, who may then record it', async () => {
    const core = open();
    const slack = onSlack(core, 'tom');
    const seen = await sent(core, slack);
    await slack.press('lin', seen, 'Approve anyway');
    const approved = await slack.fill('lin', { why: 'Booked.' });
    expect(reads(approved, 'sam')).toContain('I can’t reach Tom Ivy here, so this comes to you.');
    expect(reads(approved, 'sam')).toContain('Create Year 4 Explorers on Instagram');
    expect(reads(approved, 'sam')).toContain('Waiting for Sam Hale');
    const [account] = await core.work.find(accounts);
    await slack.play('sam', { type: 'pressed', action: 'account.record', value: { id: account?.id ?? '' } });
    expect(audited(core, 'was refused')).toEqual([]);
  });

  it('hear what the leaders would have heard', async () => {
    const core = open();
    const slack = onSlack(core);
    const seen = await sent(core, slack);
    await slack.press('lin', seen, 'Approve anyway');
    await slack.fill('lin', { why: 'Booked.' });
    for (const id of ['lin', 'sam', 'bea'])
      core.school.people = core.school.people.map((person) =>
        person.id === id ? { ...person, slack: undefined } : person,
      );
    const late = await slack.pass(8);
    expect(reads(late, 'tom')).toContain(
      'I can’t reach Lin Park, Sam Hale or Bea Ode here, so this comes to you.',
    );
    expect(reads(late, 'tom')).toContain('has waited to be created for 6 working days');
  });

  it('are never missed in silence: whoever did something reads that nobody was told', async () => {
    const core = open();
    await active(core);
    const slack = onSlack(core, 'lin', 'sam', 'bea', 'gil', 'tom');
    const seen = await slack.play('ada', {
      type: 'submitted',
      form: 'account.plan',
      value: { id: (await onlyAccount(core)).id },
      answers: { on: '1 April 2027', content: 'archived', why: 'The year is over.' },
    });
    expect(reads(seen, 'here')).toContain('I can’t reach anyone here who looks after the accounts');
    expect((await onlyAccount(core)).closure?.on).toBe('2027-04-01');
    expect(audited(core, 'found nobody who could be told')).toHaveLength(1);
  });

  it('are not asked to take an account over where they cannot be asked', async () => {
    const core = open();
    await active(core);
    const slack = onSlack(core, 'gil');
    const seen = await slack.play('ada', { type: 'said', text: "I'm leaving on 31/8/2027" });
    await slack.press('ada', seen, 'Choose a new owner');
    const [field] = slack.fields();
    const labels = field && 'choices' in field ? field.choices?.map(({ label }) => label) : [];
    expect(labels).toContain('Lin Park');
    expect(labels).not.toContain('Gil Roe');
  });
});

it('leaves everything as it was where everybody can be written to', async () => {
  const core = open();
  const seen = await apply(core);
  expect(reads(seen)).not.toContain('can’t reach');
  expect(reads(await press(core, 'lin', seen, 'Approve anyway'))).not.toContain('can’t reach');
});

describe('people who cannot be written to when everybody is asked to sign', () => {
  it('are named, so that they can sign on paper, and are asked once they can be written to', async () => {
    const core = open();
    const slack = onSlack(core, 'joy');
    const ask: Act = { type: 'pressed', action: 'training.ask', value: {} };
    const seen = reads(await slack.play('sam', ask));
    expect(seen).toContain('I’ve asked 5 people.');
    expect(seen).toContain(
      'I can’t write to Joy Bell. When they’ve signed on paper, write “record signature”.',
    );
    slack.join('joy');
    expect(reads(await slack.play('sam', ask), 'joy')).toContain('asks you to read and sign the policy');
  });
});
