/** A bot in a process of its own, which says what it has used. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FromBot, Place, ToBot } from './messages.ts';

export const place: Place = JSON.parse(process.argv[2] ?? '');
const say = (message: FromBot) => void process.send?.(message);

export function listening(address: string, pass?: (ms: number) => Promise<void>): void {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let before = process.cpuUsage();
  process.on('message', async (message: ToBot) => {
    if (message.type === 'pass') {
      await pass?.(message.ms);
      return say({ type: 'passed' });
    }
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    say({
      type: 'used',
      cpu: (user + system) / 1e3,
      held: delay.max / 1e6,
      memory: process.memoryUsage.rss(),
    });
    delay.reset();
  });
  process.on('disconnect', () => process.exit(0));
  say({ type: 'listening', address });
}
