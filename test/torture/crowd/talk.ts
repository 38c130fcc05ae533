/** What people of the crowd do, one thing after the other: mostly they ask, now and then they press a button or begin a form. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Dice } from '../../support/dice.ts';
import type { Town } from './town.ts';

const questions = readFileSync('data/phrasings/topics.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): string => JSON.parse(line).text);
const others = ['help', 'home', 'Can I have a new school account?', 'cancel', 'Who is away?'];

/** How long each platform waits: Slack for anything, Teams for a message and for a press. */
export const longestMs = { Slack: 3_000, Teams: 15_000, 'Teams, a press': 5_000 };
export type Kind = keyof typeof longestMs;
type Person = Town['people'][number];

export class Talk {
  /** How long whoever did something waited for the answer, in milliseconds. */
  readonly times: Record<Kind, number[]> = { Slack: [], Teams: [], 'Teams, a press': [] };
  /** What was not answered with success. */
  readonly failed: string[] = [];
  turns = 0;
  readonly #town: Town;
  readonly #chance: Dice;

  constructor(town: Town, chance: Dice) {
    this.#town = town;
    this.#chance = chance;
  }

  /** So many things are done, so many at once. */
  async rush(turns: number, atOnce: number): Promise<void> {
    const end = this.turns + turns;
    let begun = this.turns;
    const { people } = this.#town;
    const one = async () => {
      while (begun < end) await this.#turn(people[begun++ % people.length]);
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  }

  /** Everybody writes, reads for half a minute or so, and writes again. */
  async converse(seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1000;
    const one = async (person: Person) => {
      for (;;) {
        const thinking = 2 * thinkingMs * this.#chance.next();
        if (performance.now() + thinking > end) return;
        await setTimeout(thinking);
        await this.#turn(person);
      }
    };
    await Promise.all(this.#town.people.map(one));
  }

  async #turn(person: Person | undefined): Promise<void> {
    if (!person) throw new Error('Expected a town with people.');
    const { kind, does } = this.#thing(person);
    const began = performance.now();
    const { status } = await does();
    this.times[kind].push(performance.now() - began);
    this.turns += 1;
    if (status !== 200) this.failed.push(`${kind} was answered with ${status}`);
  }

  #thing({ side, user }: Person): { kind: Kind; does: () => Promise<{ status: number }> } {
    const last = this.#chance.next() < 0.1 ? this.#town[side].direct(user).at(-1) : undefined;
    const label = this.#chance.pick(last?.buttons ?? []);
    if (last && label)
      return side === 'slack'
        ? { kind: 'Slack', does: () => this.#town.slack.press(user, last, label) }
        : { kind: 'Teams, a press', does: () => this.#town.teams.press(user, last, label) };
    const words = this.#chance.pick(this.#chance.next() < 0.8 ? questions : others) ?? '';
    return { kind: side === 'slack' ? 'Slack' : 'Teams', does: () => this.#town[side].say(user, words) };
  }
}

const thinkingMs = 30_000;

export function shareOf(times: number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
