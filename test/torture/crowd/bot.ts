/** A whole bot in a process of its own, on both platforms, whose clock can be moved and whose memory can be weighed. */
import { start } from '../../../src/chalkline.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { authenticationAt } from '../../fakes/teams.ts';
import type { FromBot, Place, ToBot } from './messages.ts';

const place: Place = JSON.parse(process.argv[2] ?? '');
const say = (message: FromBot) => void process.send?.(message);
let ahead = place.start - Date.now();

const running = await start(
  { ...place, port: 0, host: '127.0.0.1', playground: false },
  {
    engine: loadEngine('data'),
    now: () => new Date(Date.now() + ahead).toISOString(),
    log: () => {},
    teams: authenticationAt(place.teamsUrl),
  },
);

process.on('message', async (message: ToBot) => {
  if (message.type === 'weigh') return weigh();
  ahead += message.ms;
  await running.pass();
  await running.settled();
  say({ type: 'settled' });
});
process.on('disconnect', () => process.exit(0));
say({ type: 'listening', address: running.address });

/** What is left once everything that can go has gone. */
function weigh(): void {
  if (!global.gc) throw new Error('Expected to be started with --expose-gc.');
  global.gc();
  const { heapUsed, rss } = process.memoryUsage();
  say({ type: 'weighed', heap: heapUsed, process: rss });
}
