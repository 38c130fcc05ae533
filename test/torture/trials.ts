/** Every trial, by the name under which it is run. */
import { kill } from './kill.ts';
import type { Trial } from './trial.ts';

export const trials: Record<string, Trial> = { kill };
