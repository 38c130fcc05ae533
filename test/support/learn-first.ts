/** Learns before the workers start where nothing is kept yet, so that they do not each learn by themselves. */
import { loadEngine } from '../../src/policy/engine.ts';

export default function learnFirst(): void {
  loadEngine('data', (line) => process.stdout.write(`${line}\n`));
}
