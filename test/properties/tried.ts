/** How often each property is tried, and with which chances: RUNS and SEED say otherwise, and a failure names both. */
import fc from 'fast-check';

fc.configureGlobal({
  numRuns: Number(process.env.RUNS ?? 100),
  ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
});

/** Words in which somebody is called, something is linked, marked up, calculated or run. */
const nasty = [
  '<!channel>',
  '<!here|here>',
  '<@U0ADA>',
  '<#C0SLT|slt>',
  '<http://evil.example|your school>',
  '[your school](http://evil.example)',
  '![](http://evil.example/x.png)',
  '<at>Ada Osei</at>',
  '<at id="0">Everyone</at>',
  '@channel',
  '*bold*',
  '**bold**',
  '_it_',
  '~no~',
  '`code`',
  '# Head',
  '- one',
  '1. one',
  '> said',
  '&lt;!channel&gt;',
  '&amp;lt;',
  '{{DATE(2027-03-02, SHORT)}}',
  '${$root}',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '=HYPERLINK("http://evil.example")',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\u202egnp.exe',
  '\u200b<!channel>',
  '\\<!channel\\>',
  '\\[a\\](http://evil.example)',
  '__proto__',
  'constructor',
  'toString',
  '"; DROP TABLE',
  '\r\n=1+1',
  '|',
];

/** Whole answers of one word are as likely as long ones. */
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(' ', '\n', 'Ada Osei', 'tomorrow', 'é', '😀', '14 March', 'skip') },
);

/** What people may write. */
export const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
export { fc };

type Json = fc.JsonValue;

/** The same with one part of it taken out, or with something else in its place. */
export function changed(whole: Json): fc.Arbitrary<unknown> {
  const paths = [...pathsIn(whole)];
  const other = fc.oneof(fc.jsonValue({ maxDepth: 2 }), words, fc.constant(undefined));
  return fc.tuple(fc.constantFrom(...paths), other).map(([path, value]) => put(whole, path, value));
}

function* pathsIn(part: Json, before: string[] = []): Generator<string[]> {
  yield before;
  if (typeof part === 'object' && part !== null)
    for (const [name, value] of Object.entries(part)) yield* pathsIn(value as Json, [...before, name]);
}

function put(part: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(part))
    return part.map((each, at) => (String(at) === name ? put(each, rest, value) : each));
  const entries = Object.entries(part as object);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, key === name ? put(each, rest, value) : each]),
  );
}
