/** Every trial, by the name under which it is run. */
import { badPlatform } from './bad-platform.ts';
import { crowd } from './crowd.ts';
import { databaseAway } from './database-away.ts';
import { disk } from './disk.ts';
import { hostile } from './hostile.ts';
import { kill } from './kill.ts';
import { properties } from './properties.ts';
import { races } from './races.ts';
import type { Trial } from './trial.ts';

export const trials: Record<string, Trial> = {
  kill,
  crowd,
  races,
  'database-away': databaseAway,
  disk,
  'bad-platform': badPlatform,
  hostile,
  properties,
};
