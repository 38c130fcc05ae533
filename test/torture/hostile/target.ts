/** A bot with one record of everything, at a school of five hundred who may do nothing about any of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duties } from '../../../src/bot/bot.ts';
import { type Running, start } from '../../../src/chalkline.ts';
import { withView } from '../../../src/cli/store-view.ts';
import { lostCards } from '../../../src/core/lost.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { samples } from '../../duties/support/samples.ts';
import { type FakeSlack, openFakeSlack, team } from '../../fakes/slack.ts';
import { type FakeTeams, startFakeTeams } from '../../fakes/teams.ts';
import { aSchool } from '../../support/test-core.ts';

const tuesday = Date.parse('2027-03-02T10:00:00.000Z');
const many = Array.from({ length: 500 }, (_, at) => `kit${at}`);
const matters = duties.flatMap(({ matters = [] }) => matters);
/** What nobody but those concerned may do: by the matter's name, its acts and its one record. */
export const forbidden = matters
  .filter(({ name }) => !samples[name]?.everybody)
  .map(({ name, acts }) => ({
    name,
    acts: [...Object.keys(acts), 'show', 'mine'],
    id: samples[name]?.record.id,
  }));

export class Target {
  readonly slack: FakeSlack;
  readonly teams: FakeTeams;
  readonly #folder: string;
  readonly #running: Running;
  readonly #logged: string[];
  /** It stands until somebody who is let in does something: then whatever changes is the work of others. */
  readonly #clock: { stands: boolean };

  static async open(): Promise<Target> {
    const folder = mkdtempSync(join(tmpdir(), 'chalkline-hostile-'));
    const slack = await openFakeSlack({
      users: [...many, ...aSchool().people.map(({ id }) => id)].map(onSlack),
      channels: ['C0SLT'],
    });
    const teams = await startFakeTeams();
    const schoolFile = join(folder, 'school.json');
    writeFileSync(schoolFile, JSON.stringify(schoolOf(teams)));
    const logged: string[] = [];
    const clock = { at: tuesday, stands: true };
    const running = await start(
      {
        port: 0,
        host: '127.0.0.1',
        playground: false,
        schoolFile,
        dataDir: join(folder, 'store'),
        slack: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
        teams: teams.settings,
      },
      {
        engine: loadEngine('data'),
        now: () => new Date(clock.stands ? clock.at : clock.at++).toISOString(),
        log: (what, details) => logged.push(`${what} ${JSON.stringify(details)}`),
        teams: teams.authentication,
      },
    );
    await running.store.turn('school', async (work) => {
      for (const matter of matters) {
        const sample = samples[matter.name];
        if (!sample) throw new Error(`Expected a sample of ${matter.name}.`);
        work.put(matter.records, matter.records.schema.parse(sample.record));
        sample.beside?.(work);
      }
    });
    // What time brings to them comes first.
    for (let times = 0; times < 3; times++) await running.pass();
    await running.settled();
    return new Target({ slack, teams, folder, running, logged, clock });
  }

  private constructor(parts: {
    slack: FakeSlack;
    teams: FakeTeams;
    folder: string;
    running: Running;
    logged: string[];
    clock: { stands: boolean };
  }) {
    this.slack = parts.slack;
    this.teams = parts.teams;
    this.#folder = parts.folder;
    this.#running = parts.running;
    this.#logged = parts.logged;
    this.#clock = parts.clock;
  }

  letTimePass(): void {
    this.#clock.stands = false;
  }

  get address(): string {
    return this.#running.address;
  }

  /** What the log has of faults of our own. */
  faults(): string[] {
    return this.#logged.filter((line) =>
      /^(a turn failed|a request failed)|could not be (taken in|handled)/.test(line),
    );
  }

  /** Everything on record, by its kind. */
  everything(): Promise<Record<string, string>> {
    return withView(join(this.#folder, 'store'), async (view) => {
      const kinds = await view.kinds('school');
      const all = kinds.map(async (kind) => [kind, JSON.stringify(await view.records('school', kind))]);
      return Object.fromEntries(await Promise.all(all));
    });
  }

  /** The records that are none of theirs. A lost card gives way to a hundred later ones, whoever they were for. */
  async others(): Promise<Record<string, string>> {
    return this.#running.store.read('school', async (records) => {
      const found = await Promise.all(
        forbidden
          .filter(({ name }) => name !== lostCards.kind)
          .map(async ({ name, id = '' }) => {
            const matter = matters.find((each) => each.name === name);
            return [name, JSON.stringify(matter && (await records.get(matter.records, id)))];
          }),
      );
      return Object.fromEntries(found);
    });
  }

  /** How often somebody was refused what they may not, and that is on record. */
  async refusals(): Promise<number> {
    let count = 0;
    for await (const { what } of this.#running.store.trail('school'))
      if (what.startsWith('was refused')) count += 1;
    return count;
  }

  async settled(): Promise<void> {
    await this.#running.settled();
    this.slack.forget();
    this.teams.forget();
  }

  async close(): Promise<void> {
    await this.#running.close();
    await Promise.all([this.slack.close(), this.teams.close()]);
    rmSync(this.#folder, { recursive: true });
  }
}

function schoolOf(teams: FakeTeams): object {
  const { people } = aSchool();
  const listed = people.map((person) => ({ ...person, slack: onSlack(person.id) }));
  return {
    id: 'school',
    name: 'Hill School',
    policy: 'kenn-kenton',
    people: [
      ...listed,
      ...many.map((id) => ({ id, name: `Kit ${id}`, roles: ['staff'], slack: onSlack(id), teams: id })),
    ],
    rooms: { slt: { slack: 'C0SLT' } },
    workspaces: { slack: [team], teams: [teams.settings.tenantId] },
  };
}

export function onSlack(id: string): string {
  return `U0${id.toUpperCase()}`;
}
