/** Keeps the playground's messages in the store, so that a restart finds every conversation where it was. */
import type { Collection } from './core/record.ts';
import { type Remember, type Shown, shown } from './playground/chat.ts';
import type { Store } from './store/store.ts';

const messages: Collection<Shown> = { kind: 'playground-message', schema: shown, keys: () => [] };

export function rememberIn(store: Store): Remember {
  return {
    read: (school) => store.read(school, (records) => records.find(messages)),
    write: (school, message) => store.turn(school, async (work) => work.put(messages, message)),
  };
}
