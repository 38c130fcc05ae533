/** What staff write to open the register, enter an account, record training or say that somebody leaves. */
import { readDate } from '../../core/form.ts';

export type Opening = 'accounts' | 'existing' | 'standing' | 'leaving';

/** The route that these words open, if they are one of the plain commands about accounts. */
export function openingIn(text: string, today: string): Opening | undefined {
  const said = text.trim();
  if (existingWords.test(said)) return 'existing';
  if (standingIn(said)) return 'standing';
  if (leavingIn(said, today)) return 'leaving';
  return registerWords.test(said) ? 'accounts' : undefined;
}

const existingWords =
  /^(?:please )?(?:i(?:['’]d| would) like to |i want to )?(?:register|enter|add|record) (?:an? |our |the )?existing (?:school )?(?:account|page)\b/i;

/** "accounts", "accounts instagram", "accounts of Ada", "closed accounts", "my accounts". */
const registerWords =
  /^(?:please )?(?:(?:show|list)(?: me)? )?(?:all )?(?:the |our )?(?<mine>my )?(?:school )?(?:(?<state>active|live|new|closing|closed) )?accounts(?: (?:of|by|run by|for|on|from) (?<rest>[^?]{2,60})| (?<word>[^\s?]+(?: [^\s?]+)?))?[.!]?$/iu;

export type Filter = { mine: boolean; state?: string; words: string[] };

/** What the register is to be narrowed to. Words that are no command narrow nothing. */
export function filterIn(text: string): Filter {
  const groups = registerWords.exec(text.trim())?.groups;
  const words = (groups?.rest ?? groups?.word ?? '').toLowerCase().split(/[\s,]+/);
  const states = words.filter((word) => stateWords.has(word));
  const state = groups?.state?.toLowerCase() ?? states[0];
  return {
    mine: groups?.mine !== undefined || words.includes('me') || /\bI (?:run|own|am)\b/i.test(text),
    ...(state ? { state } : {}),
    words: words.filter((word) => word !== '' && !ownWords.has(word) && !stateWords.has(word)),
  };
}

const ownWords = new Set(['me', 'i', 'run', 'own']);
const stateWords = new Set(['active', 'live', 'new', 'closing', 'closed']);

export type StandingSaid = { what: 'signed' | 'trained'; name: string };

/** "Record training for Ada Osei", "record signature". */
export function standingIn(text: string): StandingSaid | undefined {
  const found =
    /^(?:please )?(?:record|note|log) (?:the |a )?(training|signature)s?(?: (?:of|for|by) (.{2,80}?))?[.!]?$/i.exec(
      text.trim(),
    );
  if (!found) return undefined;
  return { what: found[1]?.toLowerCase() === 'training' ? 'trained' : 'signed', name: found[2] ?? '' };
}

export type LeavingSaid = { name: string; on: string };

/** "Jo Smith is leaving on 18 December", "I'm leaving on 31/8/2027". */
export function leavingIn(text: string, today: string): LeavingSaid | undefined {
  const found =
    /^(?:please note(?: that)? )?(.{1,60}?)(?: is| am| will be|['’]s|['’]m)? (?:leaving|leaves)(?: (?:us|the school|school|here))?(?: on)? (?:\w+day,? )?(?:the )?(\d.{2,24}?)[.!]*$/i.exec(
      text.trim(),
    );
  const on = found && dayIn(found[2] ?? '', today);
  return on ? { name: (found[1] ?? '').trim(), on } : undefined;
}

/** A day that is said without its year is the next one of that name. */
function dayIn(said: string, today: string): string | undefined {
  const whole = readDate(said);
  if (whole) return whole;
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].map((each) => readDate(`${said.replace(/,$/, '')} ${each}`));
  return days.find((day) => day !== undefined && day >= today);
}
