/** The README's table of rooms, held to what the source really does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';

const readme = readFileSync('README.md', 'utf8');
const shell = '*.ts';

/** The table of rooms: by room, what it may import. */
function allowed(): Map<string, string[]> {
  const section = readme.split('\n## ').find((part) => part.startsWith('Rooms\n')) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((row) => {
      const [, room = '', , may = ''] = row.split('|').map((cell) => cell.trim());
      return [named(room)[0] ?? '', may === 'everything' ? ['everything'] : named(may)];
    }),
  );
}

/** What stands in backquotes, without the stroke of a folder. */
function named(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+?)\/?`/g)].map(([, name = '']) => name);
}

function sourceFiles(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join('src', name));
}

function roomOf(path: string): string {
  const [room = '', ...rest] = relative('src', path).split('/');
  return rest.length > 0 ? room : shell;
}

/** The room, package or Node itself that an import leads to. */
function targetOf(file: string, from: string): string {
  if (from.startsWith('node:')) return 'node';
  if (from.startsWith('.')) return roomOf(join(dirname(file), from));
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function importsOf(file: string): string[] {
  const found: string[] = [];
  collect(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }), found);
  return found;
}

/** Every import and re-export, and import() wherever it is called. */
function collect(node: unknown, found: string[]): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && 'source' in node && /^(Import|Export)/.test(String(node.type))) {
    const { source } = node;
    if (typeof source === 'object' && source !== null && 'value' in source) found.push(String(source.value));
  }
  for (const part of Object.values(node)) collect(part, found);
}

function filesImportedBy(file: string): Set<string> {
  const relatives = importsOf(file).filter((from) => from.startsWith('.'));
  return new Set(relatives.map((from) => join(dirname(file), from)));
}

/** Everything that it leads to, by any number of imports. */
function reachedFrom(imports: Map<string, Set<string>>, start: string): Set<string> {
  const reached = new Set<string>();
  const next = [...(imports.get(start) ?? [])];
  for (let place = next.pop(); place !== undefined; place = next.pop()) {
    if (reached.has(place)) continue;
    reached.add(place);
    next.push(...(imports.get(place) ?? []));
  }
  return reached;
}

describe('the table of rooms', () => {
  const rooms = allowed();
  const files = sourceFiles();

  test('names every room there is, and no other', () => {
    expect([...rooms.keys()].sort()).toEqual([...new Set(files.map(roomOf))].sort());
  });

  test.each([...rooms])('%s imports nothing but %j', (room, may) => {
    const forbidden = files
      .filter((file) => roomOf(file) === room)
      .flatMap((file) => importsOf(file).map((from) => ({ file, to: targetOf(file, from) })))
      .filter(({ to }) => to !== room && !may.includes(to) && !may.includes('everything'));
    expect(forbidden).toEqual([]);
  });

  test('and no two files import each other, not even by a long way round', () => {
    const imports = new Map(files.map((file) => [file, filesImportedBy(file)]));
    expect(files.filter((file) => reachedFrom(imports, file).has(file))).toEqual([]);
  });

  test('no two duties import each other, so each can be read after those before it', () => {
    const dutyOf = (file: string) => relative('src/duties', file).split('/')[0] ?? '';
    const imports = new Map<string, Set<string>>();
    for (const file of files.filter((path) => roomOf(path) === 'duties')) {
      const others = imports.get(dutyOf(file)) ?? new Set();
      for (const to of filesImportedBy(file))
        if (roomOf(to) === 'duties' && dutyOf(to) !== dutyOf(file)) others.add(dutyOf(to));
      imports.set(dutyOf(file), others);
    }
    const duties = [...imports.keys()];
    expect(duties.length).toBeGreaterThan(5);
    expect(duties.filter((duty) => reachedFrom(imports, duty).has(duty))).toEqual([]);
  });

  test('sees an import wherever it stands', () => {
    const found: string[] = [];
    const text = `import type { A } from '../a.ts'; export * from '../b.ts'; const c: A = await import('../c.ts');`;
    collect(parseAst(text, { lang: 'ts' }), found);
    expect(found).toEqual(['../a.ts', '../b.ts', '../c.ts']);
  });
});

test('the middle does not know that there is a playground', () => {
  const middle = ['core', 'policy', 'duties', 'store'];
  const knowing = sourceFiles().filter(
    (file) => middle.includes(roomOf(file)) && /playground/i.test(readFileSync(file, 'utf8')),
  );
  expect(knowing).toEqual([]);
});

describe('the README', () => {
  const { scripts, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

  test('names only commands that there are', () => {
    const said = [...readme.matchAll(/npm run (?:--silent )?([a-z0-9:]+)/g)].map(([, name = '']) => name);
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('gives a reason for every dependency, and none for what is not there', () => {
    const section = readme.split('\n## ').find((part) => part.startsWith('Dependencies\n')) ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => named(row)[0]).sort()).toEqual(Object.keys(dependencies).sort());
    for (const name of Object.keys(devDependencies)) expect(section).toContain(`\`${name}\``);
  });

  test('points only to files that there are', () => {
    const paths = [...readme.matchAll(/`((?:src|test|data|cards|manifests)\/[\w./-]+\.\w+)`/g)].map(
      ([, path = '']) => path,
    );
    const missing = paths.filter((path) => !existsSync(path) && path !== 'data/school.json');
    expect(missing).toEqual([]);
  });
});
