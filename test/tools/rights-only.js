/**
 * What `npm run mutate` changes: the rules on who may decide and see, and nothing else, for all else is held by tests of
 * its own. It finds the rights in each matter's table, wherever there is one, and what they call in that file. What they
 * call elsewhere is named here; line numbers would soon be those of something else.
 */

/** In a table: who may act, who may see it, and whom its buttons are offered to. */
const rights = ['by', 'sees', 'offeredTo'];

/** Files that say nothing else. */
const whole = [
  'src/conversation/people.ts',
  'src/core/matter/acting.ts',
  'src/core/matter/home.ts',
  'src/core/reader.ts',
  'src/core/roles.ts',
  'src/duties/comments/team.ts',
  'src/duties/policy-review/keepers.ts',
  'src/duties/reports/receiving.ts',
  'src/duties/requests/signers.ts',
  'src/schools/whose.ts',
];

/** Of others these functions, and what they call there. */
const parts = {
  'src/bot/holding.ts': ['find', 'refuses', 'maySee'],
  'src/bot/lost-card.ts': ['isTheirs', 'aboutWhat'],
  'src/core/matter/cards.ts': ['drawn'],
  'src/core/newcomers.ts': ['withAdded', 'isNobody', 'isListed'],
  'src/core/school.ts': ['whoIs', 'personById', 'holders', 'conversationOf', 'workspacesOf'],
  'src/core/someone.ts': ['isAmong', 'without', 'unique'],
  'src/duties/posts/post.ts': ['leadersFor'],
  'src/duties/register/account.ts': ['runs'],
  'src/duties/requests/request.ts': ['stagesSoFar', 'raisedBy', 'runnersOf'],
  'src/duties/rota/rota.ts': ['plannedOn'],
  'src/duties/training/standing.ts': ['mayRecord'],
  'src/records.ts': ['readable', 'entriesFor'],
};

/** The rights of the file that Stryker is in; it goes through one after the other. */
let kept = [];

function shouldIgnore(path) {
  if (path.isProgram()) kept = rightsOf(path);
  if (path.isArrayExpression() && path.node.elements.length === 0)
    return 'It would hold a mere word, where the types allow none.';
  const isKept = kept.some((part) => isWithin(path.node, part) || isWithin(part, path.node));
  return isKept ? undefined : 'This is no rule on who may decide and see.';
}

/** The functions that say it, then those that they call, and so on. */
function rightsOf(program) {
  const { filename } = program.hub.file.opts;
  if (whole.some((path) => filename.endsWith(path))) return [program.node];
  const functions = functionsOf(program);
  const { values, calls } = read(program);
  const inTable = values.flatMap((node) => (isFunction(node) ? node : (functions.get(node.name) ?? [])));
  const found = new Set([...inTable, ...namedIn(filename, functions)]);
  // A set goes on with what is added to it on the way.
  for (const part of found)
    for (const { name } of calls.filter((node) => isWithin(node, part)))
      if (functions.has(name)) found.add(functions.get(name));
  return [...found];
}

/** Those that stand by themselves, by name. */
function functionsOf(program) {
  const nodes = Object.entries(program.scope.bindings).map(([name, { path }]) => [name, path.node]);
  return new Map(nodes.filter(([, node]) => isFunction(node) || isFunction(node.init)));
}

function namedIn(filename, functions) {
  const file = Object.keys(parts).find((path) => filename.endsWith(path));
  return (parts[file] ?? []).map((name) => {
    if (functions.has(name)) return functions.get(name);
    throw new Error(`Expected a function ${name} in ${file}, as test/tools/rights-only.js has it, got none.`);
  });
}

/** What the table names as rights, and each mention of what stands by itself. */
function read(program) {
  const values = [];
  const calls = [];
  program.traverse({
    ObjectProperty({ node }) {
      if (rights.includes(node.key.name)) values.push(node.value);
    },
    ReferencedIdentifier({ node, scope }) {
      if (scope.getBinding(node.name)?.scope === program.scope) calls.push(node);
    },
  });
  return { values, calls };
}

function isFunction(node) {
  return node?.type === 'FunctionDeclaration' || node?.type === 'ArrowFunctionExpression';
}

function isWithin(part, whole) {
  return part.start >= whole.start && part.end <= whole.end;
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'rights-only', value: { shouldIgnore } }];
