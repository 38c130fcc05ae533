/** Nothing that people write comes alive anywhere: no mention, no channel call, no link, no markup, no formula. */
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/cli/export/csv.ts';
import type { Card } from '../../src/core/card.ts';
import { logTo } from '../../src/log.ts';
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

/** How the page turns what a platform would show into elements. */
type Marking = Record<'markdown' | 'mrkdwn', (text: string) => string>;
const onPage = (): Promise<Marking> =>
  import(new URL('../../src/playground/page/marked-words.js', import.meta.url).href);

const harmless = /<\/?(?:p|br|strong|em|ul|ol|li|code|s)>|<span class="(?:quote|mention)">|<\/span>/g;
const webLink = /<a href="(?:https?:|mailto:|tel:)[^"<>]*" target="_blank" rel="noreferrer">|<\/a>/gi;

/** An element that no words of ours have, or a link that is not ours. */
function aliveOnPage(html: string): string | undefined {
  const ours = /<a href="https:[^"<>]*" target="_blank" rel="noreferrer">Read your policy<\/a>/g;
  return /<(?!\/?(?:p|br|ul|ol|li|strong)>|span class="quote">|\/span>)[^>]*>?/.exec(
    html.replace(ours, ''),
  )?.[0];
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

  it('is no element, link or mention on the page, as either platform draws it', async () => {
    const { markdown, mrkdwn } = await onPage();
    fc.assert(
      fc.property(cards, (card) => {
        const slack = card.kind === 'form' ? slackDialog(card, place) : [drawSlack(card), drawHome(card)];
        for (const { type, text } of partsOf(slack))
          if (type === 'mrkdwn') expect(aliveOnPage(mrkdwn(String(text))), String(text)).toBeUndefined();
        for (const { type, text } of partsOf(card.kind === 'form' ? teamsDialog(card) : drawTeams(card)))
          if (type === 'TextBlock') expect(aliveOnPage(markdown(String(text))), String(text)).toBeUndefined();
      }),
    );
  });

  it('could not become code there even if it were not escaped before', async () => {
    const { markdown, mrkdwn } = await onPage();
    fc.assert(
      fc.property(words, (said) => {
        for (const html of [markdown(said), mrkdwn(said)])
          expect(html.replace(harmless, '').replace(webLink, '')).not.toMatch(/[<>]/);
      }),
    );
  });

  it('is one line of the log, whatever is in it', () => {
    fc.assert(
      fc.property(words, words, (said, other) => {
        const lines: string[] = [];
        logTo({ write: (line) => lines.push(line) })(said, { other });
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(/^[^\n]*\n$/);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ what: said, other });
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
