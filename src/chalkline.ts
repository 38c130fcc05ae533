/** Puts everything together: the house, the store, the doors, the outbox and the clock. `main.ts` starts it; the stories do, too. */
import { startClock } from './clock.ts';
import type { Door } from './core/door.ts';
import type { Platform } from './core/event.ts';
import type { School } from './core/school.ts';
import { openPostOffice } from './deliver.ts';
import { houseOf } from './house.ts';
import { type Handler, type Listening, listen } from './http.ts';
import { type Log, logTo } from './log.ts';
import { startMetrics } from './metrics.ts';
import { openPlaygroundDoor } from './playground/door.ts';
import { playgroundSchools } from './playground/schools.ts';
import { rememberIn } from './playground-memory.ts';
import type { Engine } from './policy/answer.ts';
import { openReception } from './reception.ts';
import { readSchools } from './schools.ts';
import { type Settings, SettingsError } from './settings.ts';
import { openSlackDoor } from './slack/door.ts';
import { draw as drawSlack } from './slack/draw.ts';
import { openEmbeddedStore } from './store/embedded.ts';
import type { Store } from './store/store.ts';
import { type Authentication, microsoft } from './teams/authentication.ts';
import { openTeamsDoor } from './teams/door.ts';
import { draw as drawTeams } from './teams/draw.ts';

export type Running = {
  address: string;
  store: Store;
  /** Resolves when everything that is due has been sent. */
  settled(): Promise<void>;
  /** Lets time pass at once: what the clock does every minute. */
  pass(): Promise<void>;
  close(): Promise<void>;
};

/** What tests put in the place of the machine's own clock and Microsoft's sign-in. */
export type Parts = {
  engine: Engine;
  now?: () => string;
  log?: Log;
  teams?: Authentication;
};

export async function start(settings: Settings, parts: Parts): Promise<Running> {
  const { engine, now = () => new Date().toISOString(), log = logTo(process.stdout) } = parts;
  const real = settings.slack || settings.teams ? readSchools(settings.schoolFile) : [];
  checkPolicies(real, engine.policies());
  const madeUp = settings.playground
    ? playgroundSchools(engine.policies().map((id) => ({ id, school: engine.policy(id).about.school })))
    : [];
  const store = await openEmbeddedStore({ dir: settings.dataDir });
  const metrics = startMetrics();
  const doors = new Map<Platform, Door>();
  let wake = () => {};
  const reception = openReception({
    house: houseOf(engine),
    store,
    schoolsOn: (platform) => (platform === 'playground' ? madeUp : real),
    doors,
    platformsOf: (school) => (madeUp.includes(school) ? ['playground'] : platformsOf(settings, school)),
    log,
    counted: metrics.count,
    wake: () => wake(),
  });

  const slack =
    settings.slack &&
    (await openSlackDoor(
      { ...settings.slack, now: () => new Date(now()), log: (line) => log('slack', { line }) },
      reception.receive,
    ));
  const teams =
    settings.teams && (await openTeamsDoor(settings.teams, reception.receive, parts.teams ?? microsoft));
  const playground = settings.playground
    ? openPlaygroundDoor(
        { schools: madeUp, now, drawTeams, drawSlack, remember: rememberIn(store) },
        reception.receive,
      )
    : undefined;
  for (const door of [slack, teams, playground]) if (door) doors.set(door.platform, door);

  const office = openPostOffice({ store, doors, now, log, counted: metrics.count });
  wake = office.wake;
  const pass = async (at: string) => {
    for (const school of [...real, ...madeUp]) await reception.pass(school, at);
  };
  const clock = startClock(pass, now, log);
  const server = await listen(
    {
      ...handlers(slack, teams),
      ...(playground ? { playground: playground.handle } : {}),
      faults: () => faultsOf(store, doors),
      metrics: metrics.text,
      log,
    },
    settings.port,
    settings.host,
  );
  return {
    address: server.address,
    store,
    settled: office.idle,
    pass: () => pass(now()),
    close: () => closeAll(server, clock, office, doors, store),
  };
}

function handlers(
  slack: { handle?: Handler } | undefined,
  teams: { handle: Handler } | undefined,
): { slack?: Handler; teams?: Handler } {
  return { ...(slack?.handle ? { slack: slack.handle } : {}), ...(teams ? { teams: teams.handle } : {}) };
}

function platformsOf(settings: Settings, school: School): Platform[] {
  return [
    ...(settings.slack && school.workspaces.slack.length > 0 ? (['slack'] as const) : []),
    ...(settings.teams && school.workspaces.teams.length > 0 ? (['teams'] as const) : []),
  ];
}

function checkPolicies(schools: School[], known: string[]): void {
  const faults = schools
    .filter((school) => !known.includes(school.policy))
    .map(
      (school) =>
        `${school.name}: there is no policy “${school.policy}” in data/policies. Known: ${known.join(', ')}.`,
    );
  if (faults.length > 0) throw new SettingsError(faults);
}

async function faultsOf(store: Store, doors: Map<Platform, Door>): Promise<string[]> {
  const found = await Promise.all([store.fault(), ...[...doors.values()].map((door) => door.fault())]);
  return found.filter((fault) => fault !== undefined);
}

type Closing = { close(): Promise<void> };

/** Takes nothing new, finishes what is in hand, then lets go of the store last. */
async function closeAll(
  server: Listening,
  clock: Closing,
  office: Closing,
  doors: Map<Platform, Door>,
  store: Store,
): Promise<void> {
  await Promise.all([server.close(), clock.close(), ...[...doors.values()].map((door) => door.close())]);
  await office.close();
  await store.close();
}
