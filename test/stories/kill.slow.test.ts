/** A dialog with a bot whose process is killed in the middle of it, again and again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { playgroundPeople } from '../fakes/playground.ts';
import { dice } from '../support/dice.ts';
import { aFolder } from '../support/folder.ts';
import { nothingSet } from '../support/nothing-set.ts';

const root = new URL('../..', import.meta.url).pathname;

/** What each question of the Kenn & Kenton business case gets for an answer. */
const answers: [question: string, answer: string, shown: string][] = [
  ['What will it be called?', 'Year 4 Explorers', 'Name: Year 4 Explorers'],
  ['Which platform is it for?', 'Instagram', 'Platform: Instagram'],
  ['What is it for?', 'Show what we learn', 'Aim: Show what we learn'],
  ['Who is it meant for?', 'Families', 'Intended audience: Families'],
  ['How will people hear about it?', 'Newsletter', 'Promotion: Newsletter'],
  ['Who will run it?', 'Ada Osei, Joy Mensah', 'Who will run it: Ada Osei, Joy Mensah'],
  ['Will anyone else help', 'skip', 'Others who will help: –'],
  ['Will it be open or private?', 'private', 'Private'],
];

/** How long a started bot may need for what it has to do next, however busy the machine. */
const patience = 30_000;

type Server = { child: ChildProcess; address: string };

let server: Server | undefined;
afterEach(() => server?.child.kill('SIGKILL'));

async function start(dataDir: string): Promise<Server> {
  const env = { PATH: process.env.PATH, ...nothingSet, PORT: '0', DATA_DIR: dataDir, PLAYGROUND: 'true' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address) return { child, address };
  }
  throw new Error('Expected the address of a started server.');
}

async function kill({ child }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

describe('killed at any moment', () => {
  it('a dialog goes on where it was, nothing acknowledged is asked again, and the leaders get it once', async () => {
    const dataDir = aFolder();
    const { next: random } = dice(7);
    const asked: string[] = [];
    let people = playgroundPeople('', '');
    await restart();
    await sayOnce("I'd like to ask for a new school account");

    async function restart(): Promise<void> {
      if (server) await kill(server);
      server = await start(dataDir);
      people = playgroundPeople(server.address, 'kenn-kenton');
    }

    /** As the page does: what was not acknowledged is sent again under the same id. */
    async function sayOnce(text: string): Promise<void> {
      const body = JSON.stringify({
        id: randomUUID(),
        school: 'kenn-kenton',
        as: 'ada',
        at: { conversation: 'ada' },
        text,
      });
      for (let isSaid = false; !isSaid; ) {
        const saying = fetch(`${server?.address}/playground/say`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        }).then(
          (response) => response.ok,
          () => false,
        );
        if (random() < 0.2) {
          // Somewhere between the request's arrival and long after its answer.
          await Promise.race([saying, new Promise((resolve) => setTimeout(resolve, random() * 12))]);
          await restart();
        }
        isSaid = await saying;
      }
    }

    /** The newest card, once it is the summary or a question that was not answered yet. */
    const lastCard = () =>
      vi.waitFor(async () => {
        const last = (await people.direct('ada')).at(-1);
        const open = answers.find(([question]) => !asked.includes(question) && last?.text.includes(question));
        if (last?.buttons.includes('Send it') || open) return { last, open };
        throw new Error(`Expected the next question, got: ${last?.text}`);
      }, patience);

    for (let next = await lastCard(); next.open; next = await lastCard()) {
      const [question, answer] = next.open;
      await sayOnce(answer);
      asked.push(question);
    }

    const { last: summary } = await lastCard();
    if (!summary) throw new Error('Expected a summary.');
    for (const [, , shown] of answers) expect(summary.text).toContain(shown);
    await people.press('ada', summary, 'Send it');
    await restart();
    const room = await vi.waitFor(async () => {
      const cards = await people.channel('room:slt', 'sam');
      if (cards.length === 0) throw new Error('The leaders have no card yet.');
      return cards;
    }, patience);
    expect(room.filter((card) => card.text.includes('Year 4 Explorers'))).toHaveLength(1);
    const own = await vi.waitFor(async () => {
      const card = (await people.direct('sam')).findLast(({ buttons }) => buttons.includes('Reject'));
      if (!card) throw new Error('Sam has no card of his own yet.');
      return card;
    }, patience);
    await people.press('sam', own, 'Reject');
    const form = people.openView('sam');
    if (!form) throw new Error('Expected a form.');
    await people.fill('sam', form, { reason: 'Not this year.' });
    await vi.waitFor(
      async () => expect((await people.direct('ada')).at(-1)?.text).toContain('Not this year.'),
      patience,
    );
  });
});
