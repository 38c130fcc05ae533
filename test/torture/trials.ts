/** Every trial, by the name under which it is run. */
import { crowd } from './crowd.ts';
import { databaseAway } from './database-away.ts';
import { kill } from './kill.ts';
import { races } from './races.ts';
import type { Trial } from './trial.ts';

export const trials: Record<string, Trial> = { kill, crowd, races, 'database-away': databaseAway };
