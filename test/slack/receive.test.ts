/** Payloads as Slack sends them, named by what somebody did, and what the core is told of each. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { asWritten } from '../../src/slack/escape.ts';
import { readPayload } from '../../src/slack/receive.ts';

const folder = new URL('../payloads/slack/', import.meta.url);
const at = '2027-03-02T21:04:00.000Z';
const room = { platform: 'slack', conversation: 'C0STAFFROOM', direct: false };
const direct = { platform: 'slack', conversation: 'D0ADA', direct: true };
const alone = { platform: 'slack', conversation: 'U0ADA', direct: true };
const ada = { platform: 'slack', user: 'U0ADA' };
const pressed = { type: 'pressed', action: 'accounts.approve', value: { id: 'A-7K3FQW' } };
const message = { platform: 'slack', conversation: 'C0STAFFROOM', id: '1804021440.000300' };

const told: Record<string, object> = {
  'mentions-bot-in-channel': {
    type: 'said',
    text: 'can I post a photo of the choir?',
    id: 'slack:Ev0SAMPLE01',
    at,
    by: ada,
    place: { ...room, thread: '1804021440.000100' },
  },
  'mentions-bot-in-thread': {
    type: 'said',
    text: 'and of Year 4?',
    place: { ...room, thread: '1804021440.000100' },
  },
  'mentions-bot-and-colleague': {
    text: 'may @lin.park & @someone run #choir <3 with our page (https://choir.example/a?b=1&c=2) and choir@school.example?',
  },
  'mentions-bot-in-a-trust-of-schools': { type: 'said', text: 'can I post this?' },
  'guest-mentions-bot': { type: 'said', by: { platform: 'slack', user: 'U0GUEST' } },
  'says-in-direct-message': { type: 'said', text: 'A pupil wants to follow me :grimacing:', place: direct },
  'answers-in-thread-of-direct-message': {
    text: 'Year 6',
    place: { ...direct, thread: '1804021442.000100' },
  },
  'sends-a-file': { type: 'said', text: 'Is this all right to post?', attachments: 1 },
  'sends-only-a-file': { type: 'said', text: '', attachments: 2 },
  'opens-home': { type: 'opened', by: ada, place: { ...alone, conversation: 'home:U0ADA' } },
  'opens-direct-chat': { type: 'opened', by: ada, place: direct },
  'adds-bot-to-channel': { type: 'joined', by: ada, place: room },
  'presses-approve': {
    ...pressed,
    id: 'slack:8123456789.9123456789.0f1e2d3c',
    by: { ...ada, name: 'ada.osei' },
    place: { ...room, thread: '1804021440.000300' },
    message,
  },
  'presses-approve-in-thread': { ...pressed, place: { ...room, thread: '1804021430.000100' }, message },
  'presses-approve-on-a-note': pressed,
  'presses-button-at-home': { ...pressed, place: alone },
  'presses-button-of-another-time': { type: 'pressed', action: 'old_button', value: {} },
  'guest-presses-approve': { ...pressed, by: { platform: 'slack', user: 'U0GUEST', name: 'ada.osei' } },
  'submits-application': {
    type: 'submitted',
    form: 'form.fill',
    value: { draft: 'D-7K3FQW' },
    place: { ...room, thread: '1804021440.000100' },
    answers: {
      title: 'Year 4 Explorers',
      open: 'private',
      audience: [],
      runners: ['ada', 'lin'],
      goLive: '2027-03-14',
      notes: '',
    },
  },
  'types-command': { type: 'said', text: 'can I post <this> & that?', place: alone },
  'types-command-in-direct-chat': { type: 'said', text: '', place: alone },
};

const ignored = [
  'adds-colleague-to-channel',
  'asks-for-something-unknown',
  'bot-writes',
  'closes-form',
  'deletes-message',
  'edits-mention',
  'edits-message',
  'picks-from-a-menu',
  'reacts',
  'says-in-channel-to-others',
  'submits-form-of-another-app',
];

function payload(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

function received(name: string) {
  const reading = readPayload(payload(name), at);
  if (typeof reading === 'string') throw new Error(`“${name}” was ${reading}.`);
  return reading;
}

test('every payload here is accounted for', () => {
  const names = readdirSync(folder).map((file) => file.replace('.json', ''));
  expect(names.sort()).toEqual([...Object.keys(told), ...ignored].sort());
});

test.each(Object.entries(told))('%s', (name, event) => {
  expect(received(name).incoming.event).toMatchObject(event);
});

test.each(ignored)('%s changes nothing', (name) => {
  expect(readPayload(payload(name), at)).toBe('ignored');
});

describe('a form that is sent again', () => {
  const sent = payload('submits-application') as { view: { state: { values: object } } };
  const idOf = (form: object) => {
    const reading = readPayload(form, at);
    return typeof reading === 'string' ? reading : reading.incoming.event.id;
  };

  it('is the same deed under another trigger', () => {
    expect(idOf({ ...sent, trigger_id: 'another.1' })).toBe(idOf({ ...sent, trigger_id: 'another.2' }));
  });

  it('is another deed once something in it was put right', () => {
    const values = { ...sent.view.state.values, notes: { notes: { type: 'x', value: 'put right' } } };
    expect(idOf({ ...sent, view: { ...sent.view, state: { values } } })).not.toBe(idOf(sent));
  });
});

describe('whose event it is', () => {
  it.each([
    ['the school’s', 'mentions-bot-in-channel', 'T0SCHOOL'],
    ['the school’s, where Slack names only the trust', 'mentions-bot-in-a-trust-of-schools', 'T0SCHOOL'],
    ['the guest’s own school’s', 'guest-mentions-bot', 'T0OTHERSCHOOL'],
    ['the guest’s own school’s when they press', 'guest-presses-approve', 'T0OTHERSCHOOL'],
  ])('is %s', (_, name, workspace) => {
    expect(received(name).incoming.workspace).toBe(workspace);
  });

  it('is nobody’s when a shared channel does not say', () => {
    const said = payload('guest-mentions-bot') as { event: Record<string, unknown> };
    const { team: _t, user_team: _u, source_team: _s, ...event } = said.event;
    expect(readPayload({ ...said, event }, at)).toBe('ignored');
  });
});

describe('a place', () => {
  it('of a note that one person sees names no message', () => {
    expect(received('presses-approve-on-a-note').incoming.event).not.toHaveProperty('message');
  });

  it('in a private chat has no thread unless the person wrote in one', () => {
    expect(received('says-in-direct-message').incoming.event.place).not.toHaveProperty('thread');
  });
});

describe('what somebody wrote', () => {
  it.each([
    ['<@U0BOT> hello', 'hello'],
    ['<@U0BOT>: hello', 'hello'],
    ['<@U0BOT>', ''],
    ['well <@U0BOT|chalkline> what now', 'well what now'],
    ['<!channel> and <!here|here>', '@channel and @here'],
    ['<!subteam^S0SLT|@slt> or <!subteam^S0SLT>', '@slt or @a group'],
    ['<!date^1804021440^{date}|2 March 2027>', '2 March 2027'],
    ['<http://a.example>', 'http://a.example'],
    ['<#C0ROOM>', '#a channel'],
    ['&amp;lt; is written &lt;', '&lt; is written <'],
    ['two\nlines\u00a0here', 'two\nlines here'],
  ])('as %j is read as %j', (markup, words) => {
    expect(asWritten(markup, 'U0BOT')).toBe(words);
  });

  it('is never cut inside a character', () => {
    const said = payload('says-in-direct-message') as { event: object };
    const long = { ...said, event: { ...said.event, text: `a${'😀'.repeat(9_000)}` } };
    const reading = readPayload(long, at);
    const event = typeof reading === 'string' ? undefined : reading.incoming.event;
    const text = event?.type === 'said' ? event.text : '';
    expect(text).toMatch(/^a(😀)+$/u);
  });
});

test.each([undefined, null, 7, 'text', [], {}, { type: 'event_callback' }, { type: 'block_actions' }])(
  '%j is nothing that Slack would send',
  (nonsense) => {
    expect(readPayload(nonsense, at)).toBe('unknown');
  },
);
