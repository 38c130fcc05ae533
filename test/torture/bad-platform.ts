/** Both platforms in bad weather: what people read in the end is what they would have read on a fine day. */
import type { Weather } from '../fakes/slack.ts';
import { openStage, type Stage, sides, type Who } from '../stories/stage.ts';
import { dice } from '../support/dice.ts';
import type { Given, Outcome, Trial } from './trial.ts';

export const badPlatform = {
  promise:
    'Through errors, limits, resets and lost answers everything arrives; only what was lost comes twice.',
  /** `share`: of a hundred calls so many go wrong. */
  sizes: { minutes: 10, share: 30 },
  short: { minutes: 1, share: 30 },
  run,
} satisfies Trial;

const people: Who[] = ['ada', 'joy', 'kit', 'lin', 'sam'];
/** What each says, one line every fifteen seconds: questions, and a form with its answers. */
const lines = [
  'can I post a photo of the choir?',
  'Can I have a new school account?',
  'Year 4 Explorers',
  'Instagram',
  'Show what we learn',
  'Families',
  'may I accept a friend request from a parent?',
  'cancel',
  'can I use chatgpt to write our posts?',
  'Who is away?',
];
const second = 1000;
const bad: Weather[] = ['error', 'busy', 'reset', 'lost'];

async function run({ sizes, seed, tell }: Given<'minutes' | 'share'>): Promise<Outcome> {
  const chance = dice(seed);
  const counts = { fine: 0, error: 0, busy: 0, reset: 0, lost: 0 };
  const weather = (): Weather => {
    const now = chance.next() * 100 < sizes.share ? (chance.pick(bad) ?? 'fine') : 'fine';
    counts[now] += 1;
    return now;
  };
  tell('  a fine day');
  const fine = await playedIn(() => 'fine', sizes.minutes);
  tell('  the same in bad weather');
  const foul = await playedIn(weather, sizes.minutes);
  const missing = without(fine, foul);
  const doubles = without(foul, fine).length;
  return {
    figures: {
      'cards on a fine day': fine.length,
      'calls that went well': counts.fine,
      'calls that failed': counts.error + counts.busy + counts.reset,
      'answers that were lost': counts.lost,
      'cards that came twice': doubles,
    },
    faults: [
      ...missing.map((text) => `never arrived: ${text.slice(0, 200)}`),
      ...(doubles > counts.lost ? [`${doubles} came twice, and ${counts.lost} answers were lost`] : []),
    ],
  };
}

/** What everybody has in front of them in the end. */
async function playedIn(weather: () => Weather, minutes: number): Promise<string[]> {
  const stage = await openStage();
  for (const side of sides) stage[side].weathers(weather);
  for (let line = 0; line < 4 * minutes; line++) {
    for (const side of sides)
      for (const who of people) await stage.user(who, side).says(lines[line % lines.length] ?? 'help');
    for (let seconds = 0; seconds < 15; seconds += 5) await stage.later(5 * second);
  }
  for (const side of sides) stage[side].weathers(() => 'fine');
  // Longer than anything is put off.
  for (let quarters = 0; quarters < 4; quarters++) await stage.later(15 * 60 * second);
  const seen = inSight(stage);
  await stage.close();
  return seen;
}

function inSight(stage: Stage): string[] {
  return sides.flatMap((side) => [
    ...people.flatMap((who) =>
      stage
        .user(who, side)
        .reads()
        .map(({ text }) => `${side} ${who}: ${plain(text)}`),
    ),
    ...stage.room(side).map(({ text }) => `${side} room: ${plain(text)}`),
  ]);
}

/** Without what is another in every run: references, days and times. */
function plain(text: string): string {
  return text.replace(/\b[A-Z]-[A-Z0-9]{8}\b/g, 'X').replace(/\d+/g, '0');
}

/** What is left of some once each of the others has taken its like. */
function without(some: string[], others: string[]): string[] {
  const left = [...others];
  return some.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
