/** The bot as whoever kills it sees it: what it has acknowledged, and what it asks of its platform. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Act, Event } from '../../../src/core/event.ts';
import type { StoreName } from '../stores.ts';
import type { FromBot, ToBot } from './messages.ts';
import type { Platform } from './platform.ts';
import { platformOf } from './school.ts';

export const botFile = new URL('bot.ts', import.meta.url).pathname;
/** A bot that says nothing for so long has nothing left to do, whatever people still wait for. */
const longestSilenceMs = 30_000;

export class Hunted {
  readonly faults: string[] = [];
  acknowledged = 0;
  readonly #args: [StoreName, string];
  readonly #platform: Platform;
  /** What people do and nobody has acknowledged yet: as a platform does, it is sent again under the same id. */
  readonly #pending = new Map<string, { event: Event; done: () => void }>();
  #child: ChildProcess | undefined;
  #isReady = false;
  #events = 0;
  #whenHeard: (heard: FromBot['type']) => unknown = () => {};

  constructor(args: [StoreName, string], platform: Platform) {
    this.#args = args;
    this.#platform = platform;
  }

  /** Resolves once it is acknowledged, however often the bot has to be asked. */
  act(user: string, act: Act): Promise<void> {
    this.#events += 1;
    const event = eventOf(`act${this.#events}`, user, act);
    return new Promise((done) => {
      this.#pending.set(event.id, { event, done });
      if (this.#isReady) this.#send({ type: 'event', event });
    });
  }

  /** Starts it, and kills it once it has said so many things; with none at all, as soon as it opens its store. */
  async runUntilKilled(things: number): Promise<void> {
    let heard = 0;
    const child = this.#start();
    this.#whenHeard = (type) => {
      if (type !== 'opening' && type !== 'ready') heard += 1;
      if (heard >= things) child.kill('SIGKILL');
    };
    const isKilled = await ended(child);
    this.#isReady = false;
    if (!isKilled) this.faults.push('the bot ended by itself');
  }

  /** Starts it for good. What is done meanwhile is done before it has sent all it has to send, and ends. */
  async runToTheEnd(meanwhile: () => Promise<void>): Promise<void> {
    const child = this.#start();
    const end = ended(child);
    await Promise.race([meanwhile(), end, this.#silence()]);
    this.#send({ type: 'close' });
    await end;
  }

  #silence(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.faults.push('somebody waits for a card, and the bot has nothing left to do');
        resolve();
      }, longestSilenceMs);
      timer.unref();
      this.#whenHeard = (type) => (type === 'closed' ? clearTimeout(timer) : timer.refresh());
    });
  }

  #start(): ChildProcess {
    this.#isReady = false;
    const child = fork(botFile, [...this.#args, 'slack'], { execArgv: ['--import', 'tsx'] });
    child.on('message', (message: FromBot) => this.#hear(message));
    this.#child = child;
    return child;
  }

  #hear(message: FromBot): void {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        for (const { event } of this.#pending.values()) this.#send({ type: 'event', event });
        break;
      case 'acknowledged':
        this.acknowledged += 1;
        this.#pending.get(message.event)?.done();
        this.#pending.delete(message.event);
        break;
      case 'calls':
        this.#send({
          type: 'answer',
          number: message.number,
          message: this.#platform.answer(message.call),
        });
        break;
      case 'refused':
        this.faults.push(`${message.event} was refused`);
        break;
      case 'fault':
        this.faults.push(`the bot’s log: ${message.line}`);
    }
    this.#whenHeard(message.type);
  }

  /** What cannot be sent any more is lost, as it is on a network. */
  #send(message: ToBot): void {
    if (this.#child?.connected) this.#child.send(message, () => {});
  }
}

/** What somebody does in their own chat. */
export function eventOf(id: string, user: string, act: Act): Event {
  const platform = platformOf(user);
  const place = { platform, conversation: user, direct: true };
  return { id, at: new Date().toISOString(), by: { platform, user }, place, ...act };
}

function ended(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal === 'SIGKILL')));
}
