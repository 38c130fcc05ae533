/** From schema 2 to schema 3: the events of each day that were played are a kind of their own. */
import { z } from 'zod';
import { later } from '../core/time.ts';
import type { Migration } from './embedded/migrate.ts';

const played = z.object({ id: z.string(), until: z.string() });
const aDay = 24 * 60 * 60 * 1000;

export const toSchema3: Migration = new Map([
  [
    'played',
    (record) => {
      const { id, until } = played.parse(record);
      return [{ kind: `played-${later(until, -aDay).slice(0, 'yyyy-mm-dd'.length)}`, record: { id } }];
    },
  ],
]);
