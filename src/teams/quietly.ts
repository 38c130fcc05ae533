/** The SDK prints each token's trouble to the error output, our keys with it. What is worth a line the door logs itself. */
import { AsyncLocalStorage } from 'node:async_hooks';

const asked = new AsyncLocalStorage<true>();
const hushed = new WeakSet<typeof console.error>();

/** Only what is printed in the course of this work is kept back. */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  hush();
  return asked.run(true, work);
}

/** Somebody may have put another in its place since the last time. */
function hush(): void {
  const print = console.error;
  if (hushed.has(print)) return;
  console.error = (...parts) => {
    if (!asked.getStore()) print(...parts);
  };
  hushed.add(console.error);
}
