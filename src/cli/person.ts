/** `npm run person -- "Ada Osei"`: everything that is kept about somebody; with --erase it is taken out, once it is confirmed with --yes. */
import { parseArgs } from 'node:util';
import { openStore } from '../store/open.ts';
import { CommandError, runCommand, say, sayAside } from './command.ts';
import { type Erased, erasePerson } from './person/erase.ts';
import { type Found, findPerson, whoseIs } from './person/find.ts';
import { keyFrom, storeAt, withView } from './store-view.ts';

const usage =
  'Use it like this: npm run person -- "Ada Osei"   (or her id; --handle U0ADA for what a platform calls her; --school hill; --erase, then --erase --yes)';

const notice =
  'Read it before you hand it over: other people stand in it too, and some of it may be in confidence. Where only a nickname or a first name is written, it isn’t found.';

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      school: { type: 'string' },
      handle: { type: 'string', multiple: true, default: [] },
      erase: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  });
  const [said, ...more] = positionals;
  if (!said || more.length > 0) throw new CommandError(usage);
  const at = storeAt(process.env);
  const { school, kinds, whose, found } = await withView(at, async (view) => {
    const school = schoolIn(view.schools, values.school);
    const whose = await whoseIs(view, school, said, values.handle);
    return { school, kinds: await view.kinds(school), whose, found: await findPerson(view, school, whose) };
  });
  if (countOf(found) === 0) {
    say(`Nothing is kept about “${said}” at ${school}.`);
    return 0;
  }
  if (!values.erase) {
    sayAside(notice);
    say(JSON.stringify(found, undefined, 2));
    return 0;
  }
  if (!values.yes) {
    say(
      `Known as ${[...whose.names, ...whose.ids].join(', ')}. Records that speak of them: ${countOf(found)}.`,
    );
    say(
      'Take them out of the school file and its groups, and stop Chalkline first. Then add --yes. It can’t be undone.',
    );
    return 0;
  }
  const store = await openStore(at, keyFrom(process.env));
  try {
    say(inWords(await erasePerson(store, school, kinds, whose, new Date().toISOString())));
  } finally {
    await store.close();
  }
  return 0;
});

function schoolIn(schools: string[], wanted: string | undefined): string {
  const [only, ...others] = wanted ? schools.filter((school) => school === wanted) : schools;
  if (only && others.length === 0) return only;
  throw new CommandError(
    only ? `Say which school: --school ${schools.join(' or ')}.` : 'The store has nothing about that school.',
  );
}

function countOf({ records }: Found): number {
  return Object.values(records).flat().length;
}

function inWords({ changed, deleted, held }: Erased): string {
  return [
    `Records they were taken out of: ${changed.length}. Deleted: ${deleted.length}.`,
    ...(held.length > 0 ? [`Held by a leader, and left as they are: ${held.join(', ')}.`] : []),
    'The audit trail keeps their id, as it can’t be changed.',
  ].join('\n');
}
