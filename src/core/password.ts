/** Tells what looks like a password, so that none is ever taken: it is refused before anything is kept. */

export const noPasswords =
  'That looks like a password. I never keep those, so nothing was saved. Please change it if others could read it. Only tell me where it’s kept.';

/** For answers that say where something secret is kept: a lone token of mixed characters is a secret there too. */
export function looksLikePassword(text: string): boolean {
  if (tellsPassword(text)) return true;
  const tokens = tokensOf(text);
  return tokens.length === 1 ? tokens.some(isLoneSecret) : tokens.some(isUnmistakable);
}

/** For everything else that people write: only where it is plainly given as one ("pw: Hunter2!"). */
export function tellsPassword(text: string): boolean {
  if (/:\/\/[^/\s:@]+:[^/\s@]+@/.test(text)) return true;
  return [...text.matchAll(named)].some(([, joined, token = '', following = '']) => {
    const bareToken = bare(token);
    if (isAddress(bareToken) || managers.has(bareToken.toLowerCase())) return false;
    if (!joined) return isUnmistakable(bareToken);
    const isLast = /^["'”’.,;!?)\s]*$/.test(following);
    return isMixed(bareToken) || /^\d{4,}$/.test(bareToken) || (isLast && isOddWord(bareToken));
  });
}

/** "pw: Hunter2!", "the password is Hunter2!", "passwort = …": what is named, how it is joined, the token and what follows. */
const named =
  /\b(?:pass ?(?:word|code|phrase)|passwort|pass(?=\s*[:=])|pwd?|p\/w|pin)\b[ \t]*((?:[:=]|->|→|\b(?:is|was)\b)[ \t]*(?:now\b[ \t]*)?:?)?[ \t]*["'“‘]?(\S+)([^\n]*)/giu;

function tokensOf(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .map(bare)
    .filter((token) => token !== '' && !isAddress(token) && !managers.has(token.toLowerCase()));
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
  const { count, hasDigit, hasSign } = classesOf(token);
  return token.length >= 6 && count >= 2 && (hasDigit || hasSign);
}

/** Four kinds of character, or a digit and a sign between letters: no word and no name looks like that. */
function isUnmistakable(token: string): boolean {
  const { count, hasDigit, hasSign } = classesOf(token);
  return token.length >= 7 && (count === 4 || (count === 3 && hasDigit && hasSign));
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
