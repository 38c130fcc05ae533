/** Several bots on one store. What people do reaches any of them, as it does behind a load balancer. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Act, Event } from '../../../src/core/event.ts';
import type { Dice } from '../../support/dice.ts';
import { botFile, eventOf } from '../kill/hunted.ts';
import type { FromBot, ToBot } from '../kill/messages.ts';
import type { Platform } from '../kill/platform.ts';

export class Herd {
  readonly faults: string[] = [];
  /** How long each thing took to be acknowledged, in milliseconds. */
  readonly times: number[] = [];
  readonly #bots: ChildProcess[];
  readonly #ready: Promise<void>[];
  readonly #chance: Dice;
  readonly #platform: Platform;
  readonly #waiting = new Map<string, { event: Event; done: () => void }>();
  /** How often somebody was told that it did not work. */
  refused = 0;
  #events = 0;

  constructor(processes: number, args: string[], platform: Platform, chance: Dice) {
    this.#chance = chance;
    this.#platform = platform;
    this.#bots = Array.from({ length: processes }, () =>
      fork(botFile, [...args, 'slack', 'teams'], { execArgv: ['--import', 'tsx'] }),
    );
    this.#ready = this.#bots.map((bot) => this.#listen(bot));
  }

  async ready(): Promise<void> {
    await Promise.all(this.#ready);
  }

  act(user: string, act: Act): Promise<void> {
    this.#events += 1;
    const event = eventOf(`act${this.#events}`, user, act);
    const began = performance.now();
    return new Promise((done) => {
      const acknowledged = () => {
        this.times.push(performance.now() - began);
        done();
      };
      this.#waiting.set(event.id, { event, done: acknowledged });
      this.#send(event);
    });
  }

  /** Each sends what it has claimed, and ends. */
  async close(): Promise<void> {
    const ended = this.#bots.map((bot) => once(bot, 'close'));
    for (const bot of this.#bots) send(bot, { type: 'close' });
    await Promise.all(ended);
  }

  /** As a platform does, under the same id. */
  #again(id: string): void {
    this.refused += 1;
    const event = this.#waiting.get(id)?.event;
    if (event) this.#send(event);
  }

  #send(event: Event): void {
    send(this.#chance.pick(this.#bots), { type: 'event', event });
  }

  #listen(bot: ChildProcess): Promise<void> {
    return new Promise((ready) => {
      bot.on('message', (message: FromBot) => {
        switch (message.type) {
          case 'ready':
            return ready();
          case 'acknowledged':
            this.#waiting.get(message.event)?.done();
            return this.#waiting.delete(message.event);
          case 'refused':
            return this.#again(message.event);
          case 'calls':
            return send(bot, {
              type: 'answer',
              number: message.number,
              message: this.#platform.answer(message.call),
            });
          case 'fault':
            return this.faults.push(`a bot’s log: ${message.line}`);
        }
      });
    });
  }
}

function send(bot: ChildProcess | undefined, message: ToBot): void {
  bot?.send(message);
}
