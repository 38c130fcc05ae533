/**
 * Keeps the process small. V8 lets memory grow to several times what is in use before it looks for what can go, and starts
 * with room for much more than this program needs. Imported before everything else, because loading takes most of it.
 */
import { setFlagsFromString } from 'node:v8';

// Both are read whenever memory is cleared, so they may be set in a running process.
setFlagsFromString('--heap-growing-percent=20');
setFlagsFromString('--optimize-for-size');

/** For once everything is loaded: from then on it would cost half as much processor time again. */
export function endLeanStart(): void {
  setFlagsFromString('--no-optimize-for-size');
}
