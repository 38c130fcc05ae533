/** What each door does with a text before and after the core has it, so that it can be timed. */
import { createBot } from '../../src/bot/bot.ts';
import { notice } from '../../src/core/card.ts';
import { check } from '../../src/core/check.ts';
import type { Event } from '../../src/core/event.ts';
import type { Field } from '../../src/core/field.ts';
import { strangersIn, withoutNames } from '../../src/core/names.ts';
import { staffChoices } from '../../src/core/staff.ts';
import { addressed } from '../../src/playground/receive.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { draw as drawSlack } from '../../src/slack/draw.ts';
import { readPayload } from '../../src/slack/receive.ts';
import { readActivity } from '../../src/teams/activity.ts';
import { draw as drawTeams } from '../../src/teams/draw.ts';
import { readMessage } from '../../src/teams/receive.ts';
import { aSchool, startCore } from '../support/test-core.ts';

const now = '2027-03-02T20:00:00.000Z';
const school = aSchool();
const choices = staffChoices(school);
const named = { name: 'x', label: 'X', ask: 'X?' };
const fields: Field[] = [
  { ...named, kind: 'text' },
  { ...named, kind: 'line', guarded: true },
  { ...named, kind: 'people', choices },
  { ...named, kind: 'people' },
  { ...named, kind: 'choice', choices },
  { ...named, kind: 'choices', choices },
  { ...named, kind: 'date' },
];

/** By name: everything that is done with a text while everybody else waits. */
export function workWith(): Record<string, (text: string) => unknown> {
  const bot = createBot(loadEngine('data'));
  const core = startCore(bot, school);
  const begun = core.say('ada', 'I want to apply for an account');
  const ofSlack = (event: object) => ({
    type: 'event_callback',
    event_id: 'Ev1',
    authorizations: [{ team_id: 'T0', user_id: 'U0BOT', is_bot: true }],
    event: { type: 'message', channel: 'D1', user: 'U1', ts: '1.1', ...event },
  });
  return {
    'reads it from Slack': (text) => said(readPayload(ofSlack({ text }), now)),
    'reads it from Teams': (text) => said(fromTeams(text, 'plain')),
    'reads it from Teams as HTML': (text) => said(fromTeams(text, 'xml')),
    'reads it in the playground': (text) => addressed('ada', 'room:slt', text),
    'checks it as an answer': (text) => {
      for (const field of fields) check(field, text, { today: '2027-03-02', answers: {} });
    },
    'looks for names': (text) => [strangersIn(text, ['Ada Osei']), withoutNames(text)],
    'draws it for Slack': (text) => drawSlack(notice('info', text.slice(0, 3000))),
    'draws it for Teams': (text) => drawTeams(notice('info', text.slice(0, 3000))),
    'answers it in a chat': (text) => core.say('joy', text),
    'answers it in a room': (text) => core.say('joy', text, 'room:slt'),
    'takes it in the middle of a form': async (text) => {
      await begun;
      await core.say('ada', text);
    },
  };
}

type Heard = { incoming: { event: Event } };

function said(heard: unknown): string {
  const { event } = (heard as Heard).incoming;
  if (event.type !== 'said') throw new Error(`Expected something said, got ${event.type}.`);
  return event.text;
}

function fromTeams(text: string, textFormat: string) {
  const activity = readActivity(
    {
      ...{ type: 'message', channelId: 'msteams', serviceUrl: 'https://teams.example/', text, textFormat },
      ...{
        from: { id: 'a' },
        recipient: { id: 'b' },
        conversation: { id: 'c', conversationType: 'personal' },
      },
    },
    new Date(now),
  );
  return activity && readMessage(activity);
}

/** The processor time in milliseconds, and the least of a few tries: others may be at work on the same machine. */
export async function cost(work: () => unknown, enough: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && least > enough; tries++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
