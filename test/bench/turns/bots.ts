/** A bot in a process of its own, and what it uses. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromBot, Place, ToBot, Usage } from './messages.ts';

export type Bot = {
  address: string;
  used(): Promise<Usage>;
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** With a folder for it, what its time went into is written there when it ends. */
export async function startBot(name: 'bare' | 'ours', place: Place, profile?: string): Promise<Bot> {
  const file = new URL(`${name}.ts`, import.meta.url).pathname;
  const profiled = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  // As `npm start` does it.
  const lean = name === 'ours' ? ['--max-semi-space-size=4'] : [];
  const child = fork(file, [JSON.stringify(place)], { execArgv: [...lean, '--import', 'tsx', ...profiled] });
  const { address } = await heard(child, 'listening');
  return {
    address,
    async used() {
      const used = heard(child, 'used');
      child.send({ type: 'use' } satisfies ToBot);
      return used;
    },
    async pass(ms) {
      const passed = heard(child, 'passed');
      child.send({ type: 'pass', ms } satisfies ToBot);
      await passed;
    },
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

function heard<Type extends FromBot['type']>(
  child: ChildProcess,
  type: Type,
): Promise<Extract<FromBot, { type: Type }>> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The bot has ended by itself.'));
    const hear = (message: FromBot) => {
      if (message.type !== type) return;
      child.off('message', hear).off('exit', ended);
      resolve(message as Extract<FromBot, { type: Type }>);
    };
    child.on('message', hear).once('exit', ended);
  });
}
