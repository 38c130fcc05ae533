/** Tells what looks like a password, so that none is ever taken: it is refused before anything is kept. */

export const noPasswords =
  'That looks like a password. I never keep those, so nothing was saved. Please change it if others could read it. Only tell me where it’s kept.';

/** For answers that say where something secret is kept: a lone token of mixed characters is a secret there too. */
export function looksLikePassword(text: string): boolean {
  if (tellsPassword(text)) return true;
  const tokens = tokensOf(plainly(text));
  return tokens.length === 1
    ? tokens.some(isLoneSecret)
    : tokens.some((token) => isMade(token, wordWithNumber));
}

/** For everything else that people write: only where it is plainly given as one ("pw: Hunter2!"). */
export function tellsPassword(text: string): boolean {
  const said = plainly(text);
  return (
    /:\/\/[^/\s:@]{1,100}:[^/\s@]{1,100}@/.test(said) ||
    [...said.matchAll(named)].some((match) => isGiven(match, said)) ||
    [before, together, withAddress].some((pattern) =>
      [...said.matchAll(pattern)].some(([, token = '']) => isMade(bare(token))),
    )
  );
}

/** As it is read: one kind of letter and space, nothing that nobody sees, and "p a s s w o r d" as the word that it is. */
function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\bp a s s ?w o r d\b/gi, 'password');
}

const name =
  '(?:p[a@]ss ?(?:w[o0]rd|code|phrase)|passwort|passwd|pass(?= ?[:=])|pword|pwd?|psw|p\\/w|pin(?: number| code)?)';
const here = '(?<![\\p{L}\\p{N}_])';
const end = '(?![\\p{L}\\p{N}])';

/** "pw: Hunter2!", "the password for the page is Hunter2!", "password – Hunter22": what it is for, how it is joined, and the token. */
const named = new RegExp(
  `${here}${name}${end}((?: (?:for|to|of|on)(?: [^\\s:=]{1,30}){1,4}?(?= ?[:=]| (?:is|was)${end}))?) ?((?:[:=]\\n?|->|→|(?:has been |was )?(?:set |changed )?(?:to|as)${end}|(?:is|was|will be)${end}|['’]s${end}) ?(?:now${end} ?)?:?)? ?[-–—(]? ?["'“‘(]?(\\S{1,200})`,
  'giu',
);

function isGiven(
  { 1: purpose, 2: joined, 3: token = '', 0: whole, index }: RegExpMatchArray,
  said: string,
): boolean {
  const bareToken = bare(token);
  if (isPlace(bareToken)) return false;
  // "Change the password to something better" has nothing to hide.
  if (!joined || /(?:to|as|['’]s) *$/i.test(joined)) return isMade(bareToken) || isCode(bareToken);
  if (isMixed(bareToken) || /^\d{4,}$/.test(bareToken)) return true;
  const following = said.slice((index ?? 0) + whole.length, (index ?? 0) + whole.length + longestEnding);
  const isLast = /^["'”’.,;!?) ]*(?:\n|$)/.test(following);
  return !purpose && isLast && isOddWord(bareToken);
}

/** So much may stand between a sentence's last word and its end. */
const longestEnding = 20;

/** "Hunter22 is our new password", "use Hunter22 as the password". */
const before = new RegExp(
  `(?<!\\S)["'“‘(]?(\\S{1,200}) (?:is|was|as|=|that['’]s|it['’]s|<-|←)(?: (?:the|our|my|its|a|new|old|current|school|class)){0,3} ${name}${end}`,
  'giu',
);

/** "login: hill / Hunter22", "log in with hill and Hunter22". */
const together = new RegExp(
  `${here}(?:log ?-?ins?|sign ?-?ins?|user ?names?|users?|credentials?|creds)(?: details)? ?(?:[:=]|(?:is|are|with)${end})? ?[^\\s/|]{1,60} ?(?:[/|,&]|and${end}) ?(\\S{1,200})`,
  'giu',
);

/** "hill@school.example / Hunter22". */
const withAddress = /(?<!\S)[^\s@]{1,60}@[^\s@/|:]{1,60} ?[/|:] ?(\S{1,200})/gu;

function tokensOf(text: string): string[] {
  return text
    .trim()
    .split(/[\s/|]+/)
    .map(bare)
    .filter((token) => token !== '' && !isPlace(token));
}

function isPlace(token: string): boolean {
  return isAddress(token) || managers.has(token.toLowerCase());
}

/** Nobody's password is longer than this, and what is looked at for ever longer takes ever longer. */
const longestSecret = 200;

function bare(token: string): string {
  return token
    .slice(0, longestSecret)
    .replace(/^["'“‘(]+/, '')
    .replace(/["'”’).,;:]+$/, '');
}

function isAddress(token: string): boolean {
  return /^(?:https?:\/\/|www\.)/i.test(token) || /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(token);
}

/** Places with names like passwords. */
const managers = new Set(
  '1password bitwarden dashlane keepass keepass2 keepassxc keeper lastpass nordpass office365 microsoft365 onedrive sharepoint'.split(
    ' ',
  ),
);

function isLoneSecret(token: string): boolean {
  if (isCode(token)) return true;
  const { count, hasDigit, hasSign } = classesOf(token);
  return token.length >= 6 && count >= 2 && (hasDigit || hasSign);
}

/** Four kinds of character, or a digit and a sign between letters: no word and no name looks like that. */
function isUnmistakable(token: string): boolean {
  const { count, hasDigit, hasSign } = classesOf(token);
  return token.length >= 7 && (count === 4 || (count === 3 && hasDigit && hasSign));
}

/** Somebody made it up: long, and letters and figures in one. Names of accounts (“@Year4_Hill”) are made, too. */
function isMade(token: string, like = anyFigure): boolean {
  if (token.length < 7 || /^[@#]/.test(token) || isPlace(token)) return false;
  return isUnmistakable(token) || (/\p{L}/u.test(token) && like.test(token));
}

const anyFigure = /\d/;

/** "sunflower22"; a room or a class ("B12", "Year4") is shorter. */
const wordWithNumber = /^\p{L}{4,}\d{2,}[^\p{L}\p{N}]*$/u;

/** Figures alone, and no year. */
function isCode(token: string): boolean {
  return /^\d{4,10}$/.test(token) && !/^(?:19|20)\d\d$/.test(token);
}

function isMixed(token: string): boolean {
  const { count, hasDigit, hasSign, hasInnerCapital } = classesOf(token);
  return token.length >= 4 && count >= 2 && (hasDigit || hasSign || hasInnerCapital);
}

function classesOf(token: string) {
  const hasDigit = /\d/.test(token);
  // A hyphen, an apostrophe or a stroke between words is how places are written: "safe/office", "head's".
  const hasSign = /[^\p{L}\p{N}'’/.,:-]/u.test(token);
  const hasInnerCapital = /\p{Ll}.*\p{Lu}/u.test(token);
  const count = [/\p{Ll}/u.test(token), /\p{Lu}/u.test(token), hasDigit, hasSign].filter(Boolean).length;
  return { count, hasDigit, hasSign, hasInnerCapital };
}

/** "The password is sunshine" gives one away; "the password is safe" does not. */
function isOddWord(token: string): boolean {
  return token.length >= 4 && !plainWords.has(token.toLowerCase());
}

const plainWords = new Set(
  (
    'kept safe safely secure secret stored changed known unknown shared written needed required weak strong wrong lost ' +
    'forgotten missing there here fine correct private hidden locked mine yours ours office expired compromised leaked working ' +
    'right good okay important necessary noted recorded where what with sure protected reset updated different same'
  ).split(' '),
);
