/** Puts everything together: the bot, the store, the doors, the outbox and the clock. `main.ts` starts it; the stories do, too. */

import { anchoring } from './anchoring.ts';
import { createBot } from './bot/bot.ts';
import { forEachSchool, startClock } from './clock.ts';
import type { Card } from './core/card.ts';
import type { Door, Receive } from './core/door.ts';
import type { Platform } from './core/event.ts';
import type { School } from './core/school.ts';
import type { AtHand } from './doors/at-hand.ts';
import { within } from './doors/patience.ts';
import { createEventHandler } from './event-handler.ts';
import { type Handler, listen } from './http.ts';
import { type Log, logTo } from './log.ts';
import { openMadeUp } from './made-up.ts';
import { startMetrics } from './metrics.ts';
import { startOutbox } from './outbox/deliver.ts';
import { waitingIn } from './outbox/waiting.ts';
import { openPlaygroundDoor } from './playground/door.ts';
import { playgroundSchools } from './playground/schools.ts';
import { rememberIn } from './playground-memory.ts';
import type { Engine } from './policy/answer.ts';
import { recordsIn } from './records.ts';
import { keepGroups } from './schools/groups.ts';
import { isShared, keepReading } from './schools/schools.ts';
import { ownSchools } from './schools/side-by-side.ts';
import { ofSchool } from './schools/whose-card.ts';
import { type Settings, SettingsError } from './settings.ts';
import type { SlackSettings } from './slack/door.ts';
import { anchorsPath } from './store/anchors.ts';
import { auditKey } from './store/audit.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import type { Authentication, TeamsSettings } from './teams/authentication.ts';

export type Running = {
  address: string;
  store: Store;
  /** Resolves when everything that is due has been sent. */
  settled(): Promise<void>;
  /** Lets time pass at once: what the clock does every minute, and what is due to be sent. */
  pass(): Promise<void>;
  close(): Promise<void>;
};

/** What tests put in the place of the machine's own clock and Microsoft's sign-in. */
export type Parts = {
  engine: Engine;
  now?: () => string;
  log?: Log;
  teams?: Authentication;
  /** The playground shows the real schools in place of made-up ones, so that one story can go through every door. */
  playgroundOfRealSchools?: boolean;
};

export async function start(settings: Settings, parts: Parts): Promise<Running> {
  const { engine, now = () => new Date().toISOString(), log = logTo(process.stdout) } = parts;
  const madeUp = settings.playground ? playgroundSchools(fullestFirst(engine)) : [];
  const check = (schools: School[]) => {
    checkPolicies(schools, engine.policies());
    checkIds(schools, madeUp);
  };
  const real =
    settings.slack || settings.teams ? keepReading(settings.schoolFile, { check, log, now }) : () => [];
  const played = parts.playgroundOfRealSchools ? real : () => madeUp;
  const key = settings.auditKey ? auditKey(settings.auditKey) : undefined;
  const storeAt = settings.databaseUrl ?? settings.dataDir;
  const store = await openStore(storeAt, key);
  const metrics = startMetrics();
  const doors = new Map<Platform, Door>();
  let wake = () => {};
  const bot = createBot(engine);
  const groups = keepGroups({ store, doors, now, log, pass: (school) => events.pass(school, now()) });
  const schoolsOn = (platform: Platform) => (platform === 'playground' ? played() : real());
  const events = createEventHandler({
    bot,
    store,
    schoolsOn,
    doors,
    platformsOf: (school) => [
      ...platformsOf(settings, school),
      ...(played().some(({ id }) => id === school.id) ? ['playground'] : []),
    ],
    log,
    counted: metrics.count,
    meet: groups.meet,
    across: (schools, event) => ownSchools(bot, store, schools, event),
    wake: () => wake(),
  });

  // Each platform's SDK is large, so only those that are set up are loaded.
  const slack = settings.slack && (await openSlack(settings.slack, events.receive, now, log));
  const teams = settings.teams && (await openTeams(settings.teams, events.receive, now, log, parts.teams));
  const madeUpSchools = await openMadeUp(madeUp, {
    store,
    now,
    pass: events.pass,
    settled: () => outbox.idle(),
  });
  const playground = settings.playground
    ? openPlaygroundDoor(
        {
          schools: played(),
          now: madeUpSchools.now,
          madeUp: played !== real ? madeUpSchools : undefined,
          ...(await bothDrawings()),
          remember: rememberIn(store),
          records: recordsIn({ bot, store, key, storeAt, now: madeUpSchools.now }),
        },
        events.receive,
      )
    : undefined;
  for (const door of [slack, teams, playground]) if (door) doors.set(door.platform, door);

  const outbox = startOutbox({
    store,
    doors,
    now: madeUpSchools.now,
    dress: (card, school, platform) => dressed(card, school, schoolsOn(platform), platform),
    log,
    counted: metrics.count,
  });
  wake = outbox.wake;
  // Made-up schools may start afresh, so there is nothing to hold them to.
  const anchor = anchoring({
    store,
    schools: () => real().map(({ id }) => id),
    path: settings.auditAnchors ?? anchorsPath(settings.dataDir),
    key,
    log,
  });
  const pass = async () => {
    groups.look(real());
    // What has changed is told as it is now, and not as it was before a long pause.
    await within(longestLook, groups.idle());
    await forEachSchool(new Set([...real(), ...played()]), async (school) => {
      const at = madeUpSchools.now(school.id);
      if (await store.isFirst(school.id, 'time', at)) await events.pass(school, at);
    });
    await outbox.pass();
    wake();
    await anchor(now());
  };
  const clock = startClock(pass, log);
  const waiting = rarely(() => waitingIn(store, madeUpSchools.now));
  const server = await listen(
    {
      ...handlers(slack, teams),
      ...(playground ? { playground: playground.handle } : {}),
      storeFault: rarely(() => store.fault()),
      faults: rarely(() => faultsOf(store, doors)),
      metrics: async () => metrics.text(await waiting()),
      log,
    },
    settings.port,
    settings.host,
  );
  return {
    address: server.address,
    store,
    settled: async () => {
      await groups.idle();
      await outbox.idle();
    },
    pass,
    close: () => closeAll([server, clock, groups, ...doors.values()], outbox, store),
  };
}

async function openSlack(settings: SlackSettings, receive: Receive, now: () => string, log: Log) {
  const { openSlackDoor } = await import('./slack/door.ts');
  return openSlackDoor({ ...settings, ...atHand('slack', now, log) }, receive);
}

async function openTeams(
  settings: TeamsSettings,
  receive: Receive,
  now: () => string,
  log: Log,
  authentication?: Authentication,
) {
  const { openTeamsDoor } = await import('./teams/door.ts');
  return openTeamsDoor({ ...settings, ...atHand('teams', now, log) }, receive, authentication);
}

function atHand(platform: Platform, now: () => string, log: Log): AtHand {
  return { now: () => new Date(now()), log: (line) => log(platform, { line }) };
}

/**
 * The playground shows each card as both platforms draw it; doors never know each other, so it is told here. What draws
 * for Teams is large, so it is loaded for whoever needs it only.
 */
async function bothDrawings() {
  const [slack, slackMore, slackForm, teams] = await Promise.all([
    import('./slack/draw.ts'),
    import('./slack/draw-more.ts'),
    import('./slack/draw-form.ts'),
    import('./teams/draw.ts'),
  ]);
  return {
    drawTeams: (card: Card) => (card.kind === 'form' ? teams.drawDialog(card) : teams.draw(card)),
    drawSlack: (card: Card) =>
      card.kind === 'form'
        ? slackForm.drawDialog(card, anywhere)
        : { blocks: slack.draw(card), more: slackMore.moreOf(card, { place: anywhere }) },
  };
}
const anywhere = { platform: 'slack', conversation: 'playground', direct: true };

/** A school that has been taken out of the files since has no name to give any more. */
function dressed(card: Card, id: string, schools: School[], platform: Platform): Card {
  const school = schools.find((each) => each.id === id);
  return school ? ofSchool(card, school, isShared(schools, school, platform)) : card;
}

function handlers(
  slack: { handle?: Handler } | undefined,
  teams: { handle: Handler } | undefined,
): { slack?: Handler; teams?: Handler } {
  return { ...(slack?.handle ? { slack: slack.handle } : {}), ...(teams ? { teams: teams.handle } : {}) };
}

function platformsOf(settings: Settings, school: School): Platform[] {
  return [
    ...(settings.slack && school.workspaces.slack.length > 0 ? ['slack'] : []),
    ...(settings.teams && school.workspaces.teams.length > 0 ? ['teams'] : []),
  ];
}

function checkPolicies(schools: School[], policies: string[]): void {
  const faults = schools
    .filter((school) => !policies.includes(school.policy))
    .map(
      (school) =>
        `${school.name}: there is no policy “${school.policy}” in data/policies. Known: ${policies.join(', ')}.`,
    );
  if (faults.length > 0) throw new SettingsError(faults);
}

/** Records are kept by school id, so a made-up school may not have the id of a real one. */
function checkIds(real: School[], madeUp: School[]): void {
  const faults = real
    .filter((school) => madeUp.some((other) => other.id === school.id))
    .map(
      (school) =>
        `${school.name}: the playground uses the id “${school.id}”. Give your school another id, or add PLAYGROUND=false.`,
    );
  if (faults.length > 0) throw new SettingsError(faults);
}

/** Readiness asks the platforms themselves and the disk, and what waits is counted, so however often it is looked at, that is done every few seconds only. */
function rarely<T>(look: () => Promise<T>, everyMs = 5000): () => Promise<T> {
  let lastLook: { at: number; seen: Promise<T> } | undefined;
  return () => {
    const at = performance.now();
    if (!lastLook || at - lastLook.at > everyMs) lastLook = { at, seen: look() };
    return lastLook.seen;
  };
}

async function faultsOf(store: Store, doors: Map<Platform, Door>): Promise<string[]> {
  const faults = await Promise.all([store.fault(), ...[...doors.values()].map((door) => door.fault())]);
  return faults.filter((fault) => fault !== undefined);
}

/** Time goes on all the same where groups take longer to be read. */
const longestLook = 5000;

type Closing = { close(): Promise<void> };

/** What is in hand may take so long when the program is stopped. */
const longestInHandMs = 3000;

/** Takes nothing new, finishes what is in hand, then lets go of the store last. No platform that hangs can hold it up. */
async function closeAll(inHand: Closing[], outbox: Closing, store: Store): Promise<void> {
  await within(longestInHandMs, Promise.all(inHand.map((part) => part.close())));
  await outbox.close();
  await store.close();
}

/** A newcomer finds an answer to whatever they try where the policy says most. */
function fullestFirst(engine: Engine): { id: string; school: string }[] {
  return engine
    .policies()
    .map((id) => engine.policy(id))
    .toSorted((one, other) => other.clauses.size - one.clauses.size)
    .map(({ about: { id, school } }) => ({ id, school }));
}
