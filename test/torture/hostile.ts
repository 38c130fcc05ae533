/** Whoever knocks with what nobody honest would send: half of it unsigned, half from people who may do nothing of it. */
import { request } from 'node:http';
import { dice } from '../support/dice.ts';
import { type Attack, Attacks } from './hostile/attacks.ts';
import { Target } from './hostile/target.ts';
import type { Given, Outcome, Trial } from './trial.ts';

export const hostile = {
  promise: 'No request brings it down or is answered with a fault of ours, and none changes what it may not.',
  sizes: { requests: 100_000 },
  short: { requests: 200 },
  run,
} satisfies Trial;

type Side = 'slack' | 'teams';
const paths = { slack: '/slack/events', teams: '/api/messages' };
const atOnce = 16;
/** How Teams is told that a bot doesn’t know a kind of call; the SDK says so by itself. */
const notForUs = 501;

async function run({ sizes, seed, tell }: Given<'requests'>): Promise<Outcome> {
  const chance = dice(seed);
  const target = await Target.open();
  const attacks = new Attacks(chance, target.teams.serviceUrl);
  const statuses = new Map<string, number>();
  const faults: string[] = [];
  const half = Math.floor(sizes.requests / 2);

  /** So many of them, some at once. */
  async function storm(count: number, headersFor: (side: Side, attack: Attack) => Record<string, string>) {
    let begun = 0;
    const one = async () => {
      while (begun < count) {
        const number = begun++;
        const side = chance.next() < 0.5 ? 'slack' : 'teams';
        const attack = attacks.next(side, `kit${number % 500}`);
        if (number % 500 === 0) await dribble(target.address, paths[side]);
        const status = await post(target.address + paths[side], attack, headersFor(side, attack));
        const key = `${side} ${status}`;
        statuses.set(key, (statuses.get(key) ?? 0) + 1);
        if (status >= 500 && status !== notForUs)
          faults.push(`${key}: ${attack.type} ${attack.body.slice(0, 300)}`);
        if (number % 5000 === 4999) {
          await target.settled();
          tell(`  ${number + 1} of ${count}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    await target.settled();
  }

  const before = await target.everything();
  await storm(half, (side, { body }) => unsigned(target, side, body, chance.below(4)));
  for (const [kind, records] of Object.entries(await target.everything()))
    if (records !== before[kind]) faults.push(`a request that nobody signed changed a ${kind}: ${records}`);
  target.letTimePass();
  const others = await target.others();
  const token = tokens(target);
  await storm(sizes.requests - half, (side, { body }) =>
    side === 'slack' ? target.slack.signed(body) : { authorization: token() },
  );
  for (const [name, record] of Object.entries(await target.others()))
    if (record !== others[name]) faults.push(`${name} was changed by somebody who may not: ${record}`);
  const alive = (await fetch(`${target.address}/healthz`)).status;
  if (alive !== 200) faults.push(`it is not well: ${alive}`);
  faults.push(...target.faults());
  const refusals = await target.refusals();
  await target.close();
  const counted = [...statuses].toSorted().map(([key, count]) => [`answered: ${key}`, count]);
  return {
    figures: {
      requests: sizes.requests,
      ...Object.fromEntries(counted),
      'refused by the rules, on record': refusals,
    },
    faults,
  };
}

async function post(url: string, { body, type }: Attack, headers: Record<string, string>): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { ...(type ? { 'content-type': type } : {}), ...headers },
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // What is too large is cut off in the middle of it.
    return 0;
  }
}

/** Begins a request and never ends it. */
function dribble(address: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    const slow = request(address + path, { method: 'POST', headers: { 'content-length': '1000' } });
    slow.on('error', () => resolve());
    slow.write('{', () => slow.destroy());
    slow.on('close', () => resolve());
  });
}

/** With no signature, another's, one for another time, or a token that says nothing. */
function unsigned(target: Target, side: Side, body: string, kind: number): Record<string, string> {
  if (kind === 0) return {};
  if (side === 'teams') {
    const { teams } = target;
    const { serviceUrl } = teams;
    const now = Math.floor(Date.now() / 1000);
    if (kind === 1) return { authorization: 'Bearer x.y.z' };
    const claims = kind === 2 ? { aud: 'another' } : { exp: now - 3600, nbf: now - 7200 };
    return { authorization: `Bearer ${teams.sign({ serviceurl: serviceUrl, ...claims })}` };
  }
  if (kind === 1) return target.slack.signed(body, { secret: 'another' });
  return target.slack.signed(body, { at: Date.now() + (kind === 2 ? 3_600_000 : -3_600_000) });
}

/** A token as Teams gives it, which holds for ten minutes. */
function tokens({ teams }: Target): () => string {
  let made = { at: 0, token: '' };
  return () => {
    if (Date.now() - made.at > 60_000)
      made = { at: Date.now(), token: `Bearer ${teams.sign({ serviceurl: teams.serviceUrl })}` };
    return made.token;
  };
}
