import { describe, expect, it } from 'vitest';
import {
  type AnswerCard,
  type Button,
  buttonsOf,
  type Card,
  type FormCard,
  loud,
  quiet,
} from '../../src/core/card.ts';
import { clauseName } from '../../src/core/clause-name.ts';
import { answerWords, moreLabel, textOf } from '../../src/core/text.ts';
import { draw as drawSlack } from '../../src/slack/draw.ts';
import { drawDialog } from '../../src/slack/draw-form.ts';
import { draw as drawTeams } from '../../src/teams/draw.ts';
import { messageRefusal, viewRefusal } from '../fakes/slack-refusals.ts';
import { buttonsIn, inputsIn, readable as readSlack, unfolded } from '../fakes/slack-views.ts';
import {
  buttonLabels,
  buttonNamed,
  cardInputs,
  type Node,
  readable as readTeams,
  walk,
} from '../fakes/teams-cards.ts';
import { samples } from './samples.ts';

const place = { platform: 'slack' as const, conversation: 'D1', direct: true };
const kinds: Card['kind'][] = ['answer', 'question', 'form', 'case', 'notice', 'list'];

/** Signs that are escaped on one platform and not on the other are not what is compared. */
function letters(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Everything a card has to say, in short pieces, so that a clipped drawing still has the beginning of each. */
function pieces(card: Card): string[] {
  return textOf(card)
    .split('\n')
    .map((line) => letters(line).slice(0, 60).trim())
    .filter((line) => line !== '');
}

/** What a clause says is a press away on Slack, which cannot fold. */
function isFolded(card: Card, piece: string): boolean {
  if (card.kind !== 'answer' || !card.whole) return false;
  return card.link !== undefined && piece.startsWith('https')
    ? true
    : card.clauses.some((clause) => piece.startsWith(letters(clauseName(clause))));
}

/** Cards longer than a platform takes are clipped there; what fits is tested on all the others. */
const tooLong = new Set(['case: as long as people can make it', 'list: more than fits']);

describe('the samples', () => {
  it('show every kind of card', () => {
    expect(new Set(Object.values(samples).map((card) => card.kind))).toEqual(new Set(kinds));
  });
});

describe.each(Object.entries(samples))('%s', (name, card) => {
  const teams = drawTeams(card);
  const blocks = card.kind === 'form' ? drawDialog(card, place).blocks : drawSlack(card);
  const onSlack = unfolded(blocks as ReturnType<typeof drawSlack>);
  const teamsText = readTeams(teams);

  it('is taken by both platforms', () => {
    if (card.kind === 'form') expect(viewRefusal(drawDialog(card, place))).toBeUndefined();
    else expect(messageRefusal(drawSlack(card))).toBeUndefined();
    expect(Buffer.byteLength(JSON.stringify(teams), 'utf16le')).toBeLessThan(100_000);
  });

  it('leaves nothing unbound', () => {
    const bound = JSON.stringify(teams).replaceAll('${1+1}', '');
    expect(bound).not.toContain('${');
  });

  it('has the same buttons in the same order, with the same values', () => {
    if (tooLong.has(name)) return expect(buttonLabels(teams).length).toBeGreaterThan(0);
    const slack = onSlack.buttons;
    const meant = buttonsOf(card);
    expect(slack.map((button) => button.text.text)).toEqual(meant.map((button) => button.label));
    if (card.kind === 'form') return;
    // What shows the whole section stands in the fold.
    const whole = card.kind === 'answer' ? card.whole : undefined;
    expect(buttonLabels(teams).filter((label) => label !== answerWords.whole)).toEqual(
      meant.filter((button) => button !== whole).map((button) => button.label),
    );
    expect(slack.map((button) => JSON.parse(button.value ?? '{}'))).toEqual(
      meant.map((button) => button.value),
    );
    for (const button of meant) {
      if (card.kind === 'answer' && button === card.whole) continue;
      const drawn =
        meant.filter((other) => other.label === button.label).length === 1 &&
        buttonNamed(teams, button.label);
      if (drawn) expect(drawn.data).toMatchObject({ action: button.action, value: button.value });
    }
  });

  it('says the same on both, and so does its text twin', () => {
    const slackText = onSlack.text;
    if (tooLong.has(name)) return expect(letters(slackText).length).toBeGreaterThan(500);
    for (const piece of pieces(card)) {
      const words = piece.split(' ').slice(0, 6).join(' ');
      if (card.kind === 'question' && card.choices.some((choice) => piece.startsWith(letters(choice.label))))
        continue;
      if (card.kind === 'form') continue;
      if (isFolded(card, piece)) continue;
      // The twin writes "Label: value" in one line; a drawing may set them apart.
      const found = (text: string) =>
        letters(text).includes(words) || words.split(' ').every((word) => letters(text).includes(word));
      expect(found(slackText), `Slack lacks “${piece}”`).toBe(true);
      expect(found(teamsText), `Teams lacks “${piece}”`).toBe(true);
    }
  });

  it('looks as it was agreed', async () => {
    if (tooLong.has(name)) return;
    const file = name.replace(/[^a-z0-9]+/gi, '-');
    await expect(
      `${JSON.stringify({ teams, slack: blocks, text: textOf(card) }, null, 1)}\n`,
    ).toMatchFileSnapshot(`golden/${file}.json`);
  });
});

/** The style that each platform gives to the button of that label, in our own words. */
function styleOnTeams(teams: unknown, { label }: Button): Button['style'] {
  const drawn = walk(teams).find(({ type, title }) => String(type).startsWith('Action.') && title === label);
  return drawn?.style === 'positive' ? 'primary' : drawn?.style === 'destructive' ? 'danger' : undefined;
}

describe.each(Object.entries(samples).filter(([name]) => !tooLong.has(name)))('%s', (_, card) => {
  const teams = drawTeams(card);
  const slack = (card.kind === 'form' ? drawDialog(card, place).blocks : drawSlack(card)) as ReturnType<
    typeof drawSlack
  >;

  it('gives each button the same weight on both, and one at most stands out', () => {
    if (card.kind === 'list' || card.kind === 'form') return;
    const drawn = unfolded(slack).buttons;
    for (const button of buttonsOf(card)) {
      expect(drawn.find(({ text }) => text.text === button.label)?.style, button.label).toBe(button.style);
      if (card.kind !== 'answer' || button !== card.whole)
        expect(styleOnTeams(teams, button), button.label).toBe(button.style);
    }
    expect(drawn.filter(({ style }) => style === 'primary').length).toBeLessThanOrEqual(1);
  });

  it('has its quiet buttons after all others, and none of them stands out', () => {
    if (!('buttons' in card) || card.kind === 'list' || quiet(card.buttons).length === 0) return;
    const labels = quiet(card.buttons).map(({ label }) => label);
    const last = unfolded(slack).buttons.slice(-labels.length);
    expect(last.map(({ text }) => text.text)).toEqual(labels);
    expect(last.map(({ style }) => style)).toEqual(labels.map(() => undefined));
    expect(buttonLabels(teams).slice(-labels.length)).toEqual(labels);
    if (card.kind === 'answer') return;
    for (const label of labels) expect(isFoldedOnTeams(teams, label), label).toBe(true);
    for (const { label } of loud(card.buttons)) expect(isFoldedOnTeams(teams, label), label).toBe(false);
    const shown = slack.flatMap(buttonsIn).map(({ text }) => text.text);
    expect(shown).toEqual([...loud(card.buttons).map(({ label }) => label), moreLabel]);
  });

  it('folds what only some look up on both', () => {
    if (card.kind !== 'case' && card.kind !== 'notice') return;
    const looked = [
      ...(card.details ?? []).map(({ value }) => value),
      ...('history' in card ? card.history : []),
    ];
    for (const words of looked) {
      expect(isFoldedOnTeams(teams, words), words).toBe(true);
      expect(readSlack(slack), words).not.toContain(words);
      expect(unfolded(slack).text, words).toContain(words);
    }
    const open = readTeams({ type: 'Container', items: partsOf(teams, (part) => part.isVisible !== false) });
    for (const { value } of card.facts) expect(letters(open)).toContain(letters(value));
  });
});

/** Out of sight until “More” is pressed. */
function isFoldedOnTeams(teams: object, words: string): boolean {
  const toggled = walk(teams).flatMap(({ targetElements = [] }) => targetElements);
  return partsOf(teams, ({ isVisible, id }) => isVisible === false && toggled.includes(id)).some(
    (fold) => readTeams(fold).includes(words) || walk(fold).some(({ title }) => title === words),
  );
}

function partsOf(teams: object, of: (part: Node) => boolean): Node[] {
  return (teams as { body: Node[] }).body.filter(of);
}

it('a question that has been answered shows the answer on both, and nothing to press or fill in', () => {
  const card = samples['question: answered'] as Card;
  const [teams, slack] = [drawTeams(card), drawSlack(card)];
  for (const text of [readTeams(teams), readSlack(slack)]) expect(text).toContain('✓ Ada Osei and Joy Bell');
  expect(walk(teams).filter(({ type }) => /^(?:Action|Input)\./.test(String(type)))).toEqual([]);
  expect(slack.filter(({ type }) => type === 'actions' || type === 'input')).toEqual([]);
});

const answers = Object.entries(samples).filter(
  (entry): entry is [string, AnswerCard] => entry[1].kind === 'answer' && entry[1].whole !== undefined,
);

describe.each(answers)('%s', (_, card) => {
  const teams = drawTeams(card);
  const slack = drawSlack(card);

  it('names its clauses, and folds what they say', () => {
    const fold = walk(teams).find(({ id }) => id === 'clauses');
    expect(fold?.isVisible).toBe(false);
    const unfold = walk(teams).find(({ type }) => type === 'Action.ToggleVisibility');
    expect(unfold).toMatchObject({ title: answerWords.read, targetElements: ['clauses'] });
    expect(buttonNamed(teams, answerWords.whole)?.data).toMatchObject({ value: card.whole?.value });
    for (const clause of card.clauses) {
      const outside = walk({ ...teams, body: (teams.body as Node[]).filter(({ id }) => id !== 'clauses') });
      expect(letters(readTeams({ type: 'AdaptiveCard', body: outside }))).toContain(
        letters(clauseName(clause)),
      );
      expect(letters(readSlack(slack))).toContain(letters(clauseName(clause)));
      expect(readTeams(fold)).toContain(clause.text);
      expect(readSlack(slack)).not.toContain(clause.text);
      expect(textOf(card)).toContain(clause.text);
    }
  });

  it('has two rows of buttons at most, and one button at most that stands out', () => {
    const rows = slack.filter(({ type }) => type === 'actions').map(buttonsIn);
    expect(rows.length).toBeLessThanOrEqual(2);
    const loudest = rows.flat().filter(({ style }) => style === 'primary');
    expect(loudest.length).toBeLessThanOrEqual(1);
    expect(
      walk(teams).filter(({ style, type }) => style === 'positive' && type === 'Action.Execute'),
    ).toHaveLength(loudest.length);
  });

  it('leads to the document itself', () => {
    expect(JSON.stringify(slack)).toContain(
      '<https://school.example/policies/social-media.pdf|Read your policy>',
    );
    expect(JSON.stringify(teams)).toContain(
      '[Read your policy](https://school.example/policies/social-media.pdf)',
    );
  });
});

it('what is picked on a question’s card is the same on both, and holds up no other button', () => {
  const card = samples['question: people to be picked'];
  if (card?.kind !== 'question' || !card.input) throw new Error('Expected a question with an input.');
  const [teams] = cardInputs(drawTeams(card));
  const [slack] = drawSlack(card).filter((block) => block.type === 'input');
  expect(teams).toMatchObject({ id: 'runners', label: 'Who will run it?', value: 'joy', isRequired: false });
  expect(slack).toMatchObject({
    block_id: 'runners',
    label: { text: 'Who will run it?' },
    hint: { text: 'Pick them, or write their names.' },
  });
  expect(JSON.stringify(slack)).toContain(
    '"initial_options":[{"text":{"type":"plain_text","text":"Joy Bell"',
  );
});

const forms = Object.entries(samples).filter(
  (entry): entry is [string, FormCard] => entry[1].kind === 'form',
);

describe.each(forms)('%s', (_, card) => {
  const teams = cardInputs(drawTeams(card));
  const slack = inputsIn(drawDialog(card, place));

  it('asks the same questions in the same order', () => {
    const labels = card.fields.map((field) => field.label);
    expect(slack.map((input) => input.label.text)).toEqual(labels);
    expect(teams.map((input) => input.label.replace(/ \(optional\)$/, ''))).toEqual(labels);
  });

  it('marks the same ones as needed', () => {
    const needed = card.fields.map((field) => !field.optional && !field.when);
    expect(slack.map((input) => !input.optional)).toEqual(needed);
    expect(teams.map((input) => input.isRequired)).toEqual(needed);
  });

  it('says of what is needed in the end only that it may be left open for now', () => {
    const later = card.fields.filter((field) => field.later).map(({ label }) => label);
    for (const label of later) expect(teams.map((input) => input.label)).toContain(label);
    const hints = [readTeams(drawTeams(card)), JSON.stringify(slack)];
    for (const hint of later.length > 0 ? hints : []) expect(hint).toContain('leave it open for now');
  });

  it('shows what was answered, and what could not be accepted, on both', () => {
    for (const problem of Object.values(card.problems)) {
      expect(readSlack(drawDialog(card, place).blocks as ReturnType<typeof drawSlack>)).toContain(problem);
      expect(readTeams(drawTeams(card))).toContain(problem);
    }
    expect(teams.find((input) => input.id === 'title')?.value).toBe('Year 4 Explorers');
    expect(JSON.stringify(slack.find((input) => input.block_id === 'title'))).toContain('Year 4 Explorers');
  });
});
