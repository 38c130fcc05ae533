/**
 * Which part of a file `npm run mutate` changes. Of one with a matter's table it is its rights and what they call there,
 * of a few others the functions that rights call, for what else these say is held by tests of its own. Any other file is
 * changed as a whole.
 */

/** In a table: who may act, who may see it, and whom its buttons are offered to. */
const rights = ['by', 'sees', 'offeredTo'];

const alsoRules = {
  'src/core/school.ts': ['whoIs', 'personById', 'holders', 'conversationOf', 'workspacesOf'],
  'src/core/newcomers.ts': ['withAdded', 'isNobody', 'isListed'],
  'src/core/matter/cards.ts': ['drawn'],
  'src/duties/posts/post.ts': ['leadersFor'],
  'src/duties/register/account.ts': ['runs'],
  'src/duties/requests/request.ts': ['stagesSoFar', 'raisedBy', 'runnersOf'],
  'src/duties/rota/rota.ts': ['plannedOn'],
  'src/duties/training/standing.ts': ['mayRecord'],
  'src/bot/holding.ts': ['find', 'refuses', 'maySee'],
  'src/bot/lost-card.ts': ['isTheirs', 'aboutWhat'],
  'src/records.ts': ['readable', 'entriesFor'],
};

/** The rights of the file that Stryker is in; it goes through one after the other. */
let kept = [];

function shouldIgnore(path) {
  if (path.isProgram()) kept = rightsOf(path);
  const isKept = kept.some((part) => isWithin(path.node, part) || isWithin(part, path.node));
  return isKept || kept.length === 0 ? undefined : 'This is no rule on who may decide and see.';
}

/** The functions that say it, then those that they call, and so on. */
function rightsOf(program) {
  const { functions, values, names } = read(program);
  const inTable = values.flatMap((node) => (isFunction(node) ? node : (functions.get(node.name) ?? [])));
  const found = new Set([...inTable, ...namedIn(program.hub.file.opts.filename, functions)]);
  // A set goes on with what is added to it on the way.
  for (const part of found)
    for (const { name } of names.filter((node) => isWithin(node, part)))
      if (functions.has(name)) found.add(functions.get(name));
  return [...found];
}

function namedIn(filename, functions) {
  const file = Object.keys(alsoRules).find((path) => filename.endsWith(path));
  return (alsoRules[file] ?? []).map((name) => {
    if (functions.has(name)) return functions.get(name);
    throw new Error(`Expected a function ${name} in ${file}, got none. test/tools/rights-only.js names it.`);
  });
}

function read(program) {
  const functions = new Map();
  const values = [];
  const names = [];
  program.traverse({
    FunctionDeclaration: ({ node }) => void functions.set(node.id.name, node),
    VariableDeclarator: ({ node }) => void (isFunction(node.init) && functions.set(node.id.name, node)),
    ObjectProperty: ({ node }) => void (rights.includes(node.key.name) && values.push(node.value)),
    ReferencedIdentifier: ({ node }) => void names.push(node),
  });
  return { functions, values, names };
}

function isFunction(node) {
  return node?.type === 'ArrowFunctionExpression';
}

function isWithin(part, whole) {
  return part.start >= whole.start && part.end <= whole.end;
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'rights-only', value: { shouldIgnore } }];
