/** Chalkline as it is, on both platforms. */
import '../../../src/lean.ts';
import { start } from '../../../src/chalkline.ts';
import { endLeanStart } from '../../../src/lean.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { authenticationAt } from '../../fakes/teams.ts';
import { listening, place } from './measured.ts';

// Its day goes by faster, so that nobody writes more in a minute than a person can.
const began = Date.now();
let ahead = 0;
const now = () => new Date(began + ahead + (Date.now() - began) * 60).toISOString();

const running = await start(
  { ...place, port: 0, host: '127.0.0.1', playground: false },
  { engine: loadEngine('data'), log: () => {}, teams: authenticationAt(place.keysUrl), now },
);
endLeanStart();
listening(running.address, async (ms) => {
  ahead += ms;
  await running.pass();
  await running.settled();
});
