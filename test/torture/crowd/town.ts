/** A school so large that it has a thousand staff, half of them on each platform, and a bot for it in another process. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeSlack, openFakeSlack, team } from '../../fakes/slack.ts';
import { type FakeTeams, startFakeTeams } from '../../fakes/teams.ts';
import type { FromBot, Place, ToBot } from './messages.ts';

/** A Tuesday morning. */
const start = Date.parse('2027-03-02T10:00:00.000Z');
const file = new URL('bot.ts', import.meta.url).pathname;

type Heard<Type extends FromBot['type']> = Extract<FromBot, { type: Type }>;

export class Town {
  readonly slack: FakeSlack;
  readonly teams: FakeTeams;
  readonly people: { side: 'slack' | 'teams'; user: string }[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'chalkline-crowd-'));
  readonly #bot: ChildProcess;

  static async open(size: number): Promise<Town> {
    const numbers = Array.from({ length: size }, (_, at) => at);
    const onSlack = numbers.filter((at) => at % 2 === 0).map((at) => `U0P${at}`);
    const onTeams = numbers.filter((at) => at % 2 === 1).map((at) => `00000000-0000-0000-0001-${padded(at)}`);
    const town = new Town(await openFakeSlack({ users: onSlack }), await startFakeTeams(), onSlack, onTeams);
    const { address } = await town.#hear('listening');
    town.slack.deliverTo(`${address}/slack/events`);
    town.teams.connect(`${address}/api/messages`);
    return town;
  }

  private constructor(slack: FakeSlack, teams: FakeTeams, onSlack: string[], onTeams: string[]) {
    this.slack = slack;
    this.teams = teams;
    this.people = [
      ...onSlack.map((user) => ({ side: 'slack' as const, user })),
      ...onTeams.map((user) => ({ side: 'teams' as const, user })),
    ];
    const schoolFile = join(this.#folder, 'school.json');
    writeFileSync(schoolFile, JSON.stringify(schoolOf(this.people, teams)));
    const place: Place = {
      schoolFile,
      dataDir: join(this.#folder, 'store'),
      slack: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
      teams: teams.settings,
      teamsUrl: teams.url,
      start,
    };
    this.#bot = fork(file, [JSON.stringify(place)], { execArgv: ['--import', 'tsx', '--expose-gc'] });
  }

  async pass(ms: number): Promise<void> {
    const settled = this.#hear('settled');
    this.#tell({ type: 'pass', ms });
    await settled;
  }

  async weigh(): Promise<Heard<'weighed'>> {
    const weighed = this.#hear('weighed');
    this.#tell({ type: 'weigh' });
    return weighed;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#bot.once('exit', resolve));
    this.#bot.disconnect();
    await Promise.all([ended, this.slack.close(), this.teams.close()]);
    rmSync(this.#folder, { recursive: true });
  }

  #tell(message: ToBot): void {
    this.#bot.send(message);
  }

  #hear<Type extends FromBot['type']>(type: Type): Promise<Heard<Type>> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('The bot has ended by itself.'));
      const heard = (message: FromBot) => {
        if (message.type !== type) return;
        this.#bot.off('message', heard).off('exit', ended);
        resolve(message as Heard<Type>);
      };
      this.#bot.on('message', heard).once('exit', ended);
    });
  }
}

function schoolOf(people: Town['people'], teams: FakeTeams): object {
  return {
    id: 'town',
    name: 'Town School',
    policy: 'kenn-kenton',
    people: people.map(({ side, user }, at) => ({
      id: `p${at}`,
      name: `Person ${at}`,
      roles: at < 4 ? ['slt'] : ['staff'],
      [side]: user,
    })),
    workspaces: { slack: [team], teams: [teams.settings.tenantId] },
  };
}

function padded(at: number): string {
  return String(at).padStart(12, '0');
}
