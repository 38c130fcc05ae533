/** Two made-up schools in one playground: nobody at the one reaches what belongs to the other, whatever the page sends. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { start } from '../../src/chalkline.ts';
import { withView } from '../../src/cli/store-view.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { playgroundPeople } from '../fakes/playground.ts';
import { aFolder } from '../support/folder.ts';

test('a button and a form of the other school change and show nothing', async () => {
  const dataDir = join(aFolder(), 'store');
  const running = await start(
    { port: 0, host: '127.0.0.1', playground: true, schoolFile: 'none', dataDir },
    { engine: loadEngine('data'), log: () => {} },
  );
  const [here, there] = ['kenn-kenton', 'old-park'].map((school) =>
    playgroundPeople(running.address, school),
  );
  if (!here || !there) throw new Error('Expected two schools.');
  await here.say('ada', 'a journalist from the Gazette rang');
  await there.say('sam', 'hello');
  await running.settled();
  const kept = () =>
    withView(dataDir, async (view) =>
      Promise.all(
        (await view.kinds('kenn-kenton')).map(async (kind) =>
          JSON.stringify(await view.records('kenn-kenton', kind)),
        ),
      ),
    );
  const [begun] = await withView(dataDir, (view) => view.records('kenn-kenton', 'draft'));
  const draft = begun?.id ?? '';
  expect(draft).not.toBe('');
  const before = await kept();
  const [message] = await there.direct('sam');
  for (const mark of [{ _school: 'kenn-kenton' }, { _school: 'old-park' }, {}])
    for (const [what, body] of [
      ['press', { message: message?.id, action: 'form.resume', value: { draft, ...mark } }],
      ['press', { message: message?.id, action: 'form.all', value: { draft, ...mark } }],
      ['submit', { at: { conversation: 'sam' }, form: 'form.fill', value: { draft, ...mark }, answers: {} }],
    ] as const) {
      const response = await fetch(`${running.address}/playground/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: running.address },
        body: JSON.stringify({ school: 'old-park', as: 'sam', id: randomUUID(), ...body }),
      });
      expect(response.status).toBe(200);
      expect(await response.text()).not.toContain('Gazette');
    }
  await running.settled();
  expect(await kept()).toEqual(before);
  expect((await there.direct('sam')).map(({ text }) => text).join()).not.toContain('Gazette');
  await running.close();
});
