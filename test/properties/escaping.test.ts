/** Nothing that people write comes alive anywhere: no mention, no channel call, no link, no markup, no formula. */
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/cli/export/csv.ts';
import type { Card } from '../../src/core/card.ts';
import { drawHome, draw as drawSlack, summaryOf as slackSummary } from '../../src/slack/draw.ts';
import { drawDialog as slackDialog } from '../../src/slack/draw-form.ts';
import { draw as drawTeams, drawDialog as teamsDialog } from '../../src/teams/draw.ts';
import { samples } from '../cards/samples.ts';
import { fc, words } from './tried.ts';

/** Where a card has words that may be somebody's. */
const ofPeople = new Set([
  ...['text', 'title', 'status', 'callout', 'aside', 'about', 'next', 'tell', 'passage', 'hint', 'intro'],
  ...['heading', 'note', 'words', 'source', 'help', 'empty', 'lines', 'history', 'caveats', 'label', 'ask'],
]);
const place = { platform: 'slack', conversation: 'D1', direct: true };

/** The same card with these words wherever people's words stand. */
function saying<T>(part: T, said: string, isWords = false): T {
  if (typeof part === 'string') return (isWords ? said : part) as T;
  if (Array.isArray(part)) return part.map((each) => saying(each, said, isWords)) as T;
  if (typeof part !== 'object' || part === null) return part;
  const isFact = 'label' in part && 'value' in part && !('action' in part);
  const entries = Object.entries(part).map(([key, value]) => {
    const isTheirs = ofPeople.has(key) || (isFact && key === 'value');
    return [key, saying(value, said, isTheirs)];
  });
  return Object.fromEntries(entries) as T;
}

const cards = fc
  .tuple(fc.constantFrom(...Object.values(samples)), words)
  .map(([card, said]): Card => saying(card, said));

type Drawn = { [key: string]: unknown };

/** Every object within that is shown. What a button carries along comes back as it is, and is not. */
function* partsOf(drawn: unknown): Generator<Drawn> {
  if (Array.isArray(drawn)) for (const part of drawn) yield* partsOf(part);
  else if (typeof drawn === 'object' && drawn !== null) {
    yield drawn as Drawn;
    for (const [name, part] of Object.entries(drawn)) if (name !== 'data') yield* partsOf(part);
  }
}

/** What Slack would follow or call: only links of our own making are left, whose address is ours. */
function aliveOnSlack(text: string): string | undefined {
  return /<(?!https:\/\/[^<>|\s]+\|[^<>]*>)[^\s][^>]*>/.exec(text)?.[0];
}

/** The policy itself, whose address stands in the school file. */
const ourLink = /^\[Read your policy\]\(https:[^()\s]*\)$/;

/** What Teams’ Markdown would make of it, once what is escaped is taken out. */
function aliveOnTeams(text: string): string | undefined {
  const bare = text.replace(ourLink, '').replace(/\\[\\`*_~[\]#+=.)-]/g, '');
  return /<|\]\(|[*~`]{1,2}\S[^*~`]*\S[*~`]{1,2}|^\s*#+ |\{\{/m.exec(bare)?.[0];
}

/** Some clients read Markdown in labels, and others show them as they are. */
function aliveInLabel(text: string): string | undefined {
  return /<\/?[a-z]|\]\(|\{\{/i.exec(text)?.[0];
}

describe('what people write', () => {
  it('calls nobody and links nowhere on Slack', () => {
    fc.assert(
      fc.property(cards, (card) => {
        const drawn = card.kind === 'form' ? slackDialog(card, place) : [drawSlack(card), drawHome(card)];
        for (const { type, text } of partsOf(drawn)) {
          const alive = type === 'mrkdwn' && typeof text === 'string' ? aliveOnSlack(text) : undefined;
          if (alive) throw new Error(`alive on Slack: ${alive} in ${text}`);
        }
        const alive = card.kind === 'form' ? undefined : aliveOnSlack(slackSummary(card));
        if (alive) throw new Error(`alive in the notification: ${alive}`);
      }),
    );
  });

  it('is no mention, link, markup or date on Teams', () => {
    fc.assert(
      fc.property(cards, (card) => {
        const drawn = card.kind === 'form' ? teamsDialog(card) : drawTeams(card);
        for (const { type, text, facts, title } of partsOf(drawn)) {
          const marked = type === 'TextBlock' ? [text] : ((facts ?? []) as Drawn[]).flatMap(Object.values);
          for (const each of marked) expect(aliveOnTeams(String(each)), String(each)).toBeUndefined();
          expect(aliveInLabel(String(title))).toBeUndefined();
        }
      }),
    );
  });

  it('is never calculated in a table', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (said, isList) => {
        const cell = csvLine([isList ? [said, 'x'] : said]).slice(0, -2);
        const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(shown).not.toMatch(/^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/);
      }),
    );
  });
});
