/** Where nothing may be sent just now: to a place that has had too much of it, or to a platform that is away. */
import { addressesOf, type Delivery } from '../core/delivery.ts';
import { DeliveryError } from '../core/door.ts';
import type { Platform } from '../core/event.ts';
import { later } from '../core/time.ts';

/** A stretch of time by the clock of the school whose card was refused. */
type Pause = { school: string; from: string; until: string };

/** Where so many cards fail and none arrives between them, the fault is the platform's, and not that of one address. */
const cardsOfAPlatform = 3;
const mostRemembered = 20;
const longestAwayMs = 60_000;
/** A platform that asks for more is asked again sooner. */
const longestAskedMs = 60 * 60 * 1000;

export class Pauses {
  readonly #now: (school: string) => string;
  readonly #pauses = new Map<string, Pause>();
  /** Which cards have failed since one arrived, each as often as it did. */
  readonly #failures = new Map<Platform, string[]>();

  constructor(now: (school: string) => string) {
    this.#now = now;
  }

  /** The addresses where nothing may be sent just now. */
  addresses(): string[] {
    for (const [address, pause] of this.#pauses) if (this.#isOver(pause)) this.#pauses.delete(address);
    return [...this.#pauses.keys()];
  }

  isPaused(delivery: Delivery): boolean {
    return addressesOf(delivery).some((address) => {
      const pause = this.#pauses.get(address);
      return pause !== undefined && !this.#isOver(pause);
    });
  }

  /** One card at a time finds out whether the platform is back. */
  isAway(platform: Platform): boolean {
    return new Set(this.#failures.get(platform)).size >= cardsOfAPlatform;
  }

  failed(school: string, delivery: Delivery, error: unknown): void {
    const { platform } = delivery;
    const isRefusal = error instanceof DeliveryError && (!error.retry || error.afterMs !== undefined);
    if (isRefusal) this.answered(platform);
    if (isRefusal && error.afterMs !== undefined) this.#slowDown(school, delivery, error.afterMs);
    if (isRefusal) return;
    const failures = [...(this.#failures.get(platform) ?? []), delivery.id].slice(-mostRemembered);
    this.#failures.set(platform, failures);
    if (!this.isAway(platform)) return;
    const ms = Math.min(longestAwayMs, 1000 * 2 ** (failures.length - cardsOfAPlatform));
    this.#pause(platform, school, ms);
  }

  /** The platform is there, whatever it says. Tells whether it had been away. */
  answered(platform: Platform): boolean {
    const wasAway = this.isAway(platform);
    this.#failures.delete(platform);
    this.#pauses.delete(platform);
    return wasAway;
  }

  /** Where two places have had too much at the same time, it is the method that has. */
  #slowDown(school: string, delivery: Delivery, ms: number): void {
    const [, method, place] = addressesOf(delivery);
    const isOfMethod = this.addresses().some((paused) => paused.startsWith(`${method} `) && paused !== place);
    this.#pause(isOfMethod ? method : place, school, Math.min(longestAskedMs, ms));
  }

  #pause(address: string, school: string, ms: number): void {
    const from = this.#now(school);
    this.#pauses.set(address, { school, from, until: later(from, ms) });
  }

  /** A clock that was put back ends it as well: its end may be far away by the new time. */
  #isOver({ school, from, until }: Pause): boolean {
    const now = this.#now(school);
    return now >= until || now < from;
  }
}
