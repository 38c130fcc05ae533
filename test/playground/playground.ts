/** A playground over real HTTP with a tiny bot behind it, which knows one request and who may decide on it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Card, FormCard } from '../../src/core/card.ts';
import type { Door, Incoming, Reply } from '../../src/core/door.ts';
import type { School } from '../../src/core/school.ts';
import type { Remember, Shown } from '../../src/playground/chat.ts';
import { openPlaygroundDoor } from '../../src/playground/door.ts';
import type { Records } from '../../src/playground/playground.ts';
import { playgroundSchools } from '../../src/playground/schools.ts';

export const schools = playgroundSchools([
  { id: 'old-park', school: 'Old Park' },
  { id: 'westgate', school: 'Westgate' },
]);

/** Keeps what is written, as a store would; `full` makes every writing fail. */
export function memory(): Remember & { full: boolean } {
  const kept = new Map<string, Shown>();
  return {
    full: false,
    async read(school) {
      return [...kept].filter(([key]) => key.startsWith(`${school}/`)).map(([, message]) => message);
    },
    async write(school, message) {
      if (this.full) throw new Error('no space left');
      kept.set(`${school}/${message.id}`, structuredClone(message));
    },
  };
}

export type Playground = Awaited<ReturnType<typeof openPlayground>>;

/** This school keeps nothing. */
const records: Records = { read: async () => undefined, csv: async () => undefined };

/** `remember` is where an earlier playground may have kept its messages. */
export async function openPlayground(remember: Remember = memory(), given: School[] = schools) {
  const received: Incoming[] = [];
  const failures: string[] = [];
  const door = openPlaygroundDoor(
    {
      schools: given,
      now: () => '2027-03-02T09:00:00.000Z',
      drawTeams: (card) => ({ teams: card.kind }),
      drawSlack: (card) => ({ slack: card.kind }),
      remember,
      records,
    },
    async (incoming) => {
      received.push(incoming);
      return answer(door, incoming);
    },
  );
  const server = createServer((req, res) => {
    door.handle(req, res).then(
      (isOurs) => {
        if (!isOurs) res.writeHead(404).end('not the playground');
      },
      (error: unknown) => failures.push(error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    door,
    received,
    failures,
    port,
    address: `http://127.0.0.1:${port}`,
    async close() {
      await door.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(door: Door, { event, workspace }: Incoming): Promise<Reply> {
  const via = { school: workspace };
  switch (event.type) {
    case 'said':
      if (event.text === 'form') return { openForm: reasonForm };
      if (event.text === 'fail') throw new Error('the bot is on fire');
      if (event.text === 'apply') {
        const place = { platform: 'playground' as const, conversation: 'room:slt', direct: false, via };
        await door.post({ place }, request('Waiting'));
      }
      await door.post({ place: event.place }, note(`You said: ${event.text}`));
      return {};
    case 'pressed':
      if (event.action === 'accounts.reject') return { openForm: reasonForm };
      if (event.by.user !== 'sam') {
        await door.whisper({ place: event.place, user: event.by.user }, note('Only Sam decides.'));
        return {};
      }
      return { replaced: request(`Approved by ${event.by.name}`) };
    case 'submitted':
      if (!event.answers.reason) return { problems: { reason: 'Please write a few words here.' } };
      await door.post({ person: { user: 'ada', via } }, note(`Rejected: ${event.answers.reason}`));
      return {};
    default:
      return {};
  }
}

export function note(text: string): Card {
  return { kind: 'notice', tone: 'info', text, facts: [], buttons: [] };
}

function request(status: string): Card {
  const button = (label: string, action: string) => ({ label, action, value: { id: 'A-1' } });
  return {
    kind: 'case',
    title: 'Year 4 Explorers',
    status,
    tone: 'warning',
    facts: [],
    steps: [],
    history: [],
    buttons:
      status === 'Waiting'
        ? [button('Approve', 'accounts.approve'), button('Reject', 'accounts.reject')]
        : [],
  };
}

const reasonForm: FormCard = {
  kind: 'form',
  form: 'accounts.reject',
  title: 'Reject',
  fields: [{ name: 'reason', kind: 'text', label: 'Reason', ask: 'Why?' }],
  answers: {},
  problems: {},
  submit: 'Send',
  value: { id: 'A-1' },
};
