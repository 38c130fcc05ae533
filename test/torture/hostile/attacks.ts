/** Requests that nobody honest would send: made-up, warped, forged, too large, too deep, too often. */
import { readdirSync, readFileSync } from 'node:fs';
import { team } from '../../fakes/slack.ts';
import type { Dice } from '../../support/dice.ts';
import { forbidden, onSlack } from './target.ts';

export type Attack = { body: string; type: string };
type Json = { [name: string]: unknown };

const read = (side: string): Json[] =>
  readdirSync(`test/payloads/${side}`).map((name) =>
    JSON.parse(readFileSync(`test/payloads/${side}/${name}`, 'utf8')),
  );
const real = { slack: read('slack'), teams: read('teams') };

const junk = [
  null,
  '',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  ['a', ['b']],
  '\u0000',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'x'.repeat(20_000),
  '<at>'.repeat(2_000),
  '9999-99-99',
  deep(200),
];

function deep(levels: number): unknown {
  return levels === 0 ? 'x' : [deep(levels - 1)];
}

/** One part of it is something else, is missing, or stands there as well under a name that every object has. */
function warped(part: unknown, chance: Dice): unknown {
  if (typeof part !== 'object' || part === null || chance.next() < 0.15) return chance.pick(junk);
  if (Array.isArray(part)) {
    const at = chance.below(part.length + 1);
    return [...part.slice(0, at), warped(part[at], chance), ...part.slice(at + 1)];
  }
  const name = chance.pick(Object.keys(part)) ?? 'x';
  const { [name]: chosen, ...rest } = part as Json;
  return chance.next() < 0.1 ? rest : { ...rest, [name]: warped(chosen, chance) };
}

const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  '',
];

export class Attacks {
  readonly #chance: Dice;
  readonly #serviceUrl: string;
  #last: Attack | undefined;
  #count = 0;

  constructor(chance: Dice, serviceUrl: string) {
    this.#chance = chance;
    this.#serviceUrl = serviceUrl;
  }

  next(side: 'slack' | 'teams', who: string): Attack {
    this.#count += 1;
    const roll = this.#chance.next();
    // The same once more, as whoever has caught a request would send it.
    if (this.#last && roll < 0.05) return this.#last;
    this.#last = roll < 0.15 ? this.#raw() : this.#made(side, who, roll < 0.6);
    return this.#last;
  }

  #raw(): Attack {
    const type = this.#chance.pick(types) ?? '';
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      'payload=',
      'payload=%7B',
      'payload=null',
      '['.repeat(100_000),
      '{"a":'.repeat(5_000),
      `{"__proto__":{"type":"event_callback"},"constructor":{"prototype":{"x":1}}}`,
      'a=1&'.repeat(5_000),
      `{"type":"${'y'.repeat(300_000)}"}`,
      ...(this.#chance.next() < 0.02 ? ['z'.repeat(5_000_000)] : []),
    ];
    return { type, body: this.#chance.pick(bodies) ?? '' };
  }

  /** Something real, of somebody at the school, about what is none of theirs; warped or as it would come. */
  #made(side: 'slack' | 'teams', who: string, isWarped: boolean): Attack {
    const whole = side === 'slack' ? this.#ofSlack(who) : this.#ofTeams(who);
    const made = isWarped ? warped(whole, this.#chance) : whole;
    const text = JSON.stringify(made) ?? '';
    const isForm = side === 'slack' && (whole as Json).type !== 'event_callback';
    if (isForm)
      return {
        type: 'application/x-www-form-urlencoded',
        body: new URLSearchParams({ payload: text }).toString(),
      };
    const polluted = text.replace(/^\{/, '{"__proto__":{"user":{"id":"U0SAM"}},');
    return { type: 'application/json', body: this.#chance.next() < 0.1 ? polluted : text };
  }

  #aim(): { action: string; value: Json; title: string } {
    const { name = '', acts = [], id = '' } = this.#chance.pick(forbidden) ?? {};
    const act = this.#chance.pick(acts) ?? 'show';
    const title = this.#chance.next() < 0.5 ? 'Yes' : '';
    return { action: `${name}.${act}`, value: { id, stage: 'slt', sent: '1', view: 'slt' }, title };
  }

  #ofSlack(who: string): Json {
    const user = { id: onSlack(who), username: who, name: who, team_id: team };
    const { action, value } = this.#aim();
    const id = `${this.#count}.hostile`;
    const part = { action_id: `${action}#0`, block_id: 'b', type: 'button', value: JSON.stringify(value) };
    const kind = this.#chance.below(4);
    if (kind === 0) return { ...this.#chance.pick(real.slack), user, trigger_id: id, event_id: id };
    if (kind === 1) return this.#spoken(who, id);
    const acting = { user, team: { id: team }, enterprise: null, trigger_id: id };
    if (kind === 2)
      return {
        ...acting,
        type: 'block_actions',
        container: { type: 'message', message_ts: '1.1', channel_id: `D${user.id}` },
        channel: { id: `D${user.id}` },
        message: { ts: '1.1' },
        actions: [part],
        state: { values: {} },
      };
    const carried = JSON.stringify({ form: action, value, place: { conversation: `D${user.id}` } });
    const view = { id, callback_id: action, private_metadata: carried, blocks: [], state: { values: {} } };
    return { ...acting, type: 'view_submission', view };
  }

  #spoken(who: string, id: string): Json {
    const said = [
      'approve A-1',
      'hold P-1',
      'send it',
      'undelivered',
      'cancel',
      'newcomers',
      'who has signed?',
    ];
    const text = this.#chance.pick(said) ?? '';
    const by = { user: onSlack(who), team, ts: `${this.#count}.1`, channel: `D${onSlack(who)}` };
    const event = { type: 'message', channel_type: 'im', text, ...by };
    const authorizations = [{ team_id: team, user_id: 'U0CHALKLINE', is_bot: true }];
    return { type: 'event_callback', event_id: id, team_id: team, authorizations, event };
  }

  #ofTeams(who: string): Json {
    const base = {
      ...this.#chance.pick(real.teams),
      id: `h${this.#count}`,
      serviceUrl: this.#serviceUrl,
    };
    const { action, value, title } = this.#aim();
    const from = { id: `29:${who}`, name: who, aadObjectId: who };
    const kind = this.#chance.below(3);
    if (kind === 0) return { ...base, from };
    const data = { action, value };
    const form = { form: action, value, title, fields: [], submit: 'Yes' };
    return {
      ...base,
      from,
      type: 'invoke',
      name: kind === 1 ? 'adaptiveCard/action' : 'task/submit',
      value:
        kind === 1
          ? { action: { type: 'Action.Execute', verb: action, data }, trigger: 'manual' }
          : { data: { _form: form, reason: 'x', why: 'x' }, context: {} },
    };
  }
}
