/** A process that writes to a store and says what was acknowledged, one id a line, for as long as it is allowed to. */
import { writeSync } from 'node:fs';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { aNote, anEntry, notes } from '../notes.ts';

const [dir = '', mode] = process.argv.slice(2);
const store = await openEmbeddedStore({ dir });
const ballast = 'x'.repeat(4000);

/** Each turn keeps a pair, counts it, tells it in the audit, and writes enough for the journal to outgrow the data. */
async function writeOne(school: string): Promise<void> {
  const id = await store.turn(school, async (work) => {
    const count = ((await work.get(notes, 'counter'))?.count ?? 0) + 1;
    work.put(notes, aNote('counter', { count }));
    work.put(notes, aNote(`left-${count}`, { count, tags: ['left'] }));
    await new Promise((done) => setImmediate(done));
    work.put(notes, aNote(`right-${count}`, { count, tags: ['right'] }));
    work.put(notes, aNote('ballast', { count, text: ballast }));
    work.audit(anEntry(String(count)));
    return count;
  });
  say(mode ? String(id) : `${school}/${id}`);
}

// Written at once, so that nothing acknowledged is still in a buffer when the process is killed.
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function writeForever(school: string): Promise<void> {
  for (;;) await writeOne(school);
}

async function writeUntilRefused(): Promise<void> {
  const told = (about: string) => (error: Error) => say(`${about}: ${error.message}`);
  await Promise.all(Array.from({ length: 16 }, () => writeForever('ash'))).catch(told('turn'));
  await writeOne('ash').catch(told('next'));
  await store.read('ash', (records) => records.find(notes)).catch(told('read'));
  say(`fault: ${await store.fault()}`);
  await store.close();
}

/** Says when it was refused, and tries again until it is not. */
async function writeUntilRecovered(): Promise<void> {
  await writeForever('ash').catch((error: Error) => say(`turn: ${error.message}`));
  for (let isRefused = true; isRefused; ) {
    isRefused = await writeOne('ash').then(
      () => false,
      () => true,
    );
  }
  say(`fault: ${await store.fault()}`);
  await store.close();
}

if (mode === 'until-refused') await writeUntilRefused();
else if (mode === 'until-recovered') await writeUntilRecovered();
else await Promise.all(Array.from({ length: 8 }, (_, at) => writeForever(at % 4 === 3 ? 'elm' : 'ash')));
