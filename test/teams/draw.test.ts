import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Button, buttonsOf, type Card, type CaseCard, type FormCard } from '../../src/core/card.ts';
import { choicesOf, field } from '../../src/core/field.ts';
import { draw, drawDialog, summaryOf } from '../../src/teams/draw.ts';
import { label, words } from '../../src/teams/escape.ts';
import { limits } from '../../src/teams/limits.ts';
import { samples } from '../cards/samples.ts';
import {
  buttonLabels,
  cardButtons,
  cardInputs,
  markdownOf,
  readable,
  refusalOf,
  shown,
  walk,
} from '../fakes/teams-cards.ts';

const hostile =
  'Hi <at>Sam</at> *bold* _it_ [click](http://bad.example) <http://bad.example> `x` & &lt;b&gt; ~~no~~';

const matter: CaseCard = {
  kind: 'case',
  title: 'Year 4 Explorers',
  status: 'Waiting',
  tone: 'warning',
  facts: [{ label: 'Aim', value: hostile }],
  steps: [],
  history: [],
  buttons: [],
};

const form: FormCard = {
  kind: 'form',
  form: 'accounts.apply',
  title: 'New account',
  fields: [
    { name: 'title', kind: 'line', label: 'Name', ask: 'What is its name?', section: 'The account' },
    {
      name: 'open',
      kind: 'choice',
      label: 'Open',
      ask: 'Open?',
      section: 'The account',
      choices: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    },
    {
      name: 'why',
      kind: 'text',
      label: 'Why private',
      ask: 'Why?',
      when: { field: 'open', is: ['no'] },
    },
    {
      name: 'runners',
      kind: 'people',
      label: 'Who runs it',
      ask: 'Who?',
      choices: [
        { value: 'ada', label: 'Ada Osei' },
        { value: 'lin', label: 'Lin Park' },
      ],
    },
    { name: 'goLive', kind: 'date', label: 'Goes live', ask: 'When?', optional: true },
  ],
  answers: { title: 'Explorers', runners: ['ada', 'Jo Visitor'] },
  problems: { runners: 'Please name at least 2 people.' },
  submit: 'Send',
  value: { draft: 'D-1' },
};

describe.each(Object.entries(samples))('drawing “%s”', (_name, card) => {
  test('leaves room under the limits and nothing that Teams refuses', () => {
    const drawn = draw(card);
    expect(
      refusalOf(drawn, { version: limits.cardVersion, buttonsInRow: limits.buttonsInRow }),
    ).toBeUndefined();
    expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThanOrEqual(limits.cardBytes);
    expect(drawn.fallbackText).not.toBe('');
  });

  test('leaves no placeholder, save what people wrote themselves', () => {
    expect(JSON.stringify(draw(card)).replaceAll('${1+1}', '')).not.toContain('${');
  });

  test('has the buttons in their order, each with its action and value', () => {
    if (card.kind === 'form') return;
    // What shows the whole section stands in the fold, before the others.
    const whole = card.kind === 'answer' ? card.whole : undefined;
    const all = [...(whole ? [whole] : []), ...buttonsOf(card).filter((button) => button !== whole)];
    const drawn = cardButtons(draw(card)).map((button) => ({
      action: button.data.action,
      value: button.data.value,
    }));
    expect(drawn).toEqual(all.slice(0, drawn.length).map(({ action, value }) => ({ action, value })));
    if (card.kind !== 'list' || card.items.length < 10) expect(drawn).toHaveLength(all.length);
  });
});

describe('people’s words', () => {
  test('are shown as they were written', () => {
    expect(shown(words(hostile))).toBe(hostile);
    expect(readable(draw(matter))).toContain(hostile);
  });

  test('never become a mention, a link or formatting', () => {
    const live = walk(draw(matter)).flatMap(markdownOf).join('\n');
    expect(live).not.toMatch(/<|(?<!\\)[*_`~[\]]/);
  });

  test('do not become a list or a heading', () => {
    expect(words('# one\n- two\n1. three\n+ four')).toBe('\\# one\n\n\\- two\n\n1\\. three\n\n\\+ four');
  });

  test('stay quiet in labels as well', () => {
    expect(label('[click](http://bad.example) <at>Sam</at>')).not.toMatch(/\]\(|<at>/);
  });

  test('do not become a date in the reader’s own manner', () => {
    const date = '{{DATE(2027-03-02T20:00:00Z, SHORT)}} {{{TIME(2027-03-02T20:00:00Z)}}}';
    expect(words(date)).not.toContain('{{');
    expect(label(date)).not.toContain('{{');
    const facts = [{ label: date, value: date }];
    expect(JSON.stringify(draw({ ...matter, title: date, text: date, facts }))).not.toMatch(/\{\{/);
  });

  test('are never taken for a template', () => {
    expect(readable(draw({ ...matter, title: '${title} ${1+1}' }))).toContain('${title} ${1+1}');
  });
});

describe('a button', () => {
  const card: Card = {
    kind: 'notice',
    tone: 'info',
    text: 'Hello',
    facts: [],
    buttons: [
      { label: 'Approve', action: 'accounts.approve', value: { id: 'A-1' }, style: 'primary' },
      { label: 'Change', action: 'accounts.change', value: { id: 'A-1' }, opensForm: true },
      {
        label: 'Close it',
        action: 'accounts.close',
        value: { id: 'A-1' },
        style: 'danger',
        confirm: { title: 'Close it?', text: 'It cannot be opened again.', yes: 'Yes, close', no: 'Keep it' },
      },
    ],
  };
  const actions = walk(draw(card)).filter((node) => String(node.type).startsWith('Action.'));

  test('is executed in place, or sent as a message by older clients', () => {
    const data = { action: 'accounts.approve', value: { id: 'A-1' } };
    expect(actions[0]).toEqual({
      type: 'Action.Execute',
      title: 'Approve',
      verb: 'accounts.approve',
      data,
      style: 'positive',
      fallback: { type: 'Action.Submit', title: 'Approve', data, style: 'positive' },
    });
  });

  test('that opens a form asks Teams for a dialog', () => {
    expect(actions[1]).toMatchObject({
      type: 'Action.Submit',
      data: { action: 'accounts.change', msteams: { type: 'task/fetch' } },
    });
  });

  test('that must be confirmed opens the question with the real button in it', () => {
    expect(actions[2]).toMatchObject({ type: 'Action.ShowCard', title: 'Close it', style: 'destructive' });
    expect(actions[3]).toMatchObject({ type: 'Action.Execute', title: 'Yes, close', verb: 'accounts.close' });
    expect(readable(actions[2])).toContain('It cannot be opened again.');
    expect(buttonLabels(draw(card))).toEqual(['Approve', 'Change', 'Close it']);
  });
});

describe('a form', () => {
  const inputs = cardInputs(draw(form));

  test('has an input for every field, with its label and whether it must be filled in', () => {
    expect(inputs.map(({ id, label, isRequired }) => [id, label, isRequired])).toEqual([
      ['title', 'Name', true],
      ['open', 'Open', true],
      ['why', 'Why private', false],
      ['runners', 'Who runs it', true],
      ['goLive', 'Goes live (optional)', false],
    ]);
  });

  test('holds what has been answered, people outside the list included', () => {
    expect(inputs.map((input) => input.value)).toEqual(['Explorers', '', '', 'ada,Jo Visitor', '']);
    expect(inputs[3]?.choices.map((choice) => choice.title)).toEqual(['Ada Osei', 'Lin Park', 'Jo Visitor']);
  });

  test('says beside the field what has to be put right', () => {
    expect(inputs[3]?.problem).toContain('Please name at least 2 people.');
    expect(inputs[0]?.problem).toBeUndefined();
  });

  test('shows a problem that belongs to no field at the top', () => {
    expect(readable(draw({ ...form, problems: { other: 'Somebody was faster.' } }))).toContain(
      'Somebody was faster.',
    );
  });

  test('says when a question only matters after another answer', () => {
    expect(readable(draw(form))).toContain('Only if “Open” is “No”.');
  });

  test('names each section once', () => {
    expect(readable(draw(form)).match(/The account/g)).toHaveLength(1);
  });

  test('is sent by Execute in the chat and by Submit in a dialog', () => {
    expect(cardButtons(draw(form)).map((button) => button.kind)).toEqual(['press']);
    expect(cardButtons(drawDialog(form)).map((button) => button.kind)).toEqual(['submit']);
  });

  test('is never cut, however much was written', () => {
    const long = 'word '.repeat(590);
    const fields = Array.from({ length: 8 }, (_, at) => ({
      name: `field${at}`,
      kind: 'text' as const,
      label: `Field ${at}`,
      ask: 'What?',
    }));
    const answers = Object.fromEntries(fields.map((field) => [field.name, long]));
    const drawn = drawDialog({ ...form, fields, answers, problems: {} });
    expect(cardInputs(drawn).map((input) => input.value)).toEqual(fields.map(() => long));
    expect(JSON.stringify(drawn).length * 2).toBeLessThan(limits.messageBytes);
  });
});

describe('a form for a large school', () => {
  const application = new URL('../../data/policies/old-park/application.json', import.meta.url);
  const runningIt = z
    .object({ fields: z.array(field) })
    .parse(JSON.parse(readFileSync(application, 'utf8')))
    .fields.filter((asked) => asked.section === 'Running it');

  function offering(staff: number, fields = runningIt): FormCard {
    const choices = Array.from({ length: staff }, (_, at) => ({
      value: `first${at}.surname${at}`,
      label: `First${at} Surname${at}`,
    }));
    const offered = fields.map((asked) => (asked.kind === 'people' ? { ...asked, choices } : asked));
    const answers = { administrators: ['first7.surname7', 'first399.surname399'], moderators: 'Jo Visitor' };
    return { ...form, fields: offered, answers, problems: {} };
  }

  function travelling(card: object) {
    const sent = z.object({ _form: z.object({ fields: z.array(field) }) });
    return sent.parse(cardButtons(card)[0]?.data)._form.fields;
  }

  const ways = [
    ['in the chat', draw],
    ['in a dialog', drawDialog],
  ] as const;

  test.each(ways)('%s fits, with 400 people to choose from', (_where, drawn) => {
    expect(JSON.stringify(drawn(offering(400))).length * 2).toBeLessThanOrEqual(limits.formBytes);
  });

  test.each(ways)('%s asks for names where the list is too long, and keeps those given', (_where, drawn) => {
    const card = drawn(offering(400));
    const [administrators, moderators] = cardInputs(card);
    expect(administrators).toMatchObject({
      type: 'Input.Text',
      value: 'First7 Surname7\nFirst399 Surname399',
    });
    expect(moderators).toMatchObject({ type: 'Input.Text', value: 'Jo Visitor' });
    const lists = travelling(card).map((field) => [field.name, choicesOf(field).length]);
    expect(lists).toEqual([
      ['administrators', 0],
      ['moderators', 0],
      ['vetting', 0],
      ['host', 2],
      ['hostName', 0],
    ]);
  });

  test.each(ways)('%s lists everybody where there are no more than the limit', (_where, drawn) => {
    const card = drawn(offering(limits.listedPeople));
    expect(cardInputs(card)[0]?.type).toBe('Input.ChoiceSet');
    expect(travelling(card).slice(0, 1).flatMap(choicesOf)).toHaveLength(limits.listedPeople);
  });

  test.each(ways)('%s fits with many lists that each would', (_where, drawn) => {
    const [people] = runningIt;
    const many = Array.from({ length: 8 }, (_, at) => ({ ...field.parse(people), name: `f${at}` }));
    const card = drawn(offering(limits.listedPeople, many));
    expect(JSON.stringify(card).length * 2).toBeLessThanOrEqual(limits.formBytes);
    expect(cardInputs(card)).toHaveLength(8);
  });

  test('tells namesakes apart where names have to be written', () => {
    const card = offering(400);
    const namesake = { value: 'first7.surname7.b', label: 'First7 Surname7' };
    const fields = card.fields.map((asked) =>
      asked.kind === 'people' ? { ...asked, choices: [...choicesOf(asked), namesake] } : asked,
    );
    const drawn = drawDialog({ ...card, fields, answers: { administrators: ['first7.surname7.b'] } });
    expect(cardInputs(drawn)[0]?.value).toBe('first7.surname7.b');
  });
});

describe('what does not fit', () => {
  test('is shortened before any fact is left out', () => {
    const facts = Array.from({ length: 28 }, (_, at) => ({
      label: `Question ${at + 1}.`,
      value: 'words '.repeat(at % 4 === 0 ? 500 : 25),
    }));
    const drawn = readable(draw({ ...matter, facts }));
    for (const { label } of facts) expect(drawn).toContain(label);
    expect(drawn).toContain('…');
  });

  test('is counted at the end of a list', () => {
    const drawn = readable(draw(samples['list: more than fits'] as Card));
    expect(drawn).toMatch(/and \d+ more/);
  });

  test('leaves the latest of a history', () => {
    const history = Array.from({ length: 300 }, (_, at) => `Change ${at + 1} ${'words '.repeat(20)}`);
    const drawn = readable(draw({ ...matter, history }));
    expect(drawn).toContain('Change 300');
    expect(drawn).toMatch(/and \d+ earlier/);
  });

  test('is left out of the notification', () => {
    expect(summaryOf({ ...matter, title: 'A'.repeat(900) }).length).toBeLessThanOrEqual(limits.summary);
  });

  test('is counted as Teams counts it, where an emoji is two', () => {
    expect(summaryOf({ ...matter, title: '🙂'.repeat(900) }).length).toBeLessThanOrEqual(limits.summary);
    const button = { label: '🙂'.repeat(60), action: 'a.b', value: {} };
    const [drawn] = cardButtons(draw({ ...matter, buttons: [button] }));
    expect(drawn?.label.length).toBeLessThanOrEqual(limits.buttonLabel);
  });

  test('never splits a character', () => {
    const drawn = JSON.stringify(draw({ ...matter, text: '🙂'.repeat(9_000) }));
    expect(drawn).not.toMatch(/\\ud83d(?!\\ude42)/i);
  });
});

test('facts stand in one column, and every line of theirs is read', () => {
  const facts = [
    { label: 'Name', value: 'Year 4' },
    { label: 'Aim', value: 'One line.\nAnother *line*.' },
  ];
  expect(readable(draw({ ...matter, facts }))).toMatch(/Name: Year 4\nAim: One line\.\nAnother \*line\*\./);
});

describe('the buttons of a card', () => {
  const buttons = (...labels: string[]) =>
    labels.map((name) => ({ label: name, action: 'rota.do', value: { name } }));

  /** The labels in each row that is seen before anything is unfolded, and in those that are not. */
  const rowsOf = (drawn: object, isOpen = true) =>
    (drawn as { body: { isVisible?: boolean }[] }).body
      .filter(({ isVisible = true }) => isVisible === isOpen)
      .flatMap((part) => walk(part).filter(({ type }) => type === 'ActionSet'))
      .map(({ actions }) => (actions as { title: string }[]).map(({ title }) => title));

  test('stand in two rows at most, and those left over unfold', () => {
    const crowded = draw({
      ...matter,
      buttons: buttons(
        'Checked: nothing to report',
        'Something needs an answer',
        'I’ll take a day',
        'Change',
      ),
    });
    expect(rowsOf(crowded)).toEqual([['Checked: nothing to report'], ['Something needs an answer', 'More']]);
    expect(rowsOf(crowded, false)).toEqual([['I’ll take a day', 'Change']]);
  });

  test('are all in sight where they have room, and nothing unfolds', () => {
    const roomy = draw({ ...matter, buttons: buttons('Send it', 'Change an answer', 'Cancel', 'As a form') });
    expect(rowsOf(roomy)).toEqual([
      ['Send it', 'Change an answer'],
      ['Cancel', 'As a form'],
    ]);
    expect(rowsOf(roomy, false)).toEqual([]);
  });

  test('of an answer leave whether it helped to the fold once the rows are full', () => {
    const answer = samples['answer: a plain no'];
    if (answer?.kind !== 'answer') throw new Error('Expected an answer.');
    const back = answer.buttons
      .filter(({ rank }) => rank)
      .map((sign) => ({ ...sign, spoken: `Says ${sign.label}` }));
    const full = draw({
      ...answer,
      buttons: [...buttons('Ask a senior leader to ring me', 'Report it'), ...back],
    });
    expect(rowsOf(full)).toEqual([['Ask a senior leader to ring me'], ['Report it', 'Read the clause']]);
    expect(rowsOf(full, false)).toEqual([['Show the whole section', '👍', '👎']]);
  });

  test('that are signs keep each other company on a row', () => {
    const answer = samples['answer: a plain no'];
    if (answer?.kind !== 'answer') throw new Error('Expected an answer.');
    const thumbs = answer.buttons
      .filter(({ rank }) => rank)
      .map((sign) => ({ ...sign, spoken: `Says ${sign.label}` }));
    const notThat = { ...buttons('Not that?')[0], rank: 'quiet' } as Button;
    expect(rowsOf(draw({ ...answer, buttons: [notThat, ...thumbs] }))).toEqual([
      ['Read the clause', 'Not that?'],
      ['👍', '👎'],
    ]);
  });

  test('of a list stand beside their item where a phone has room for both, and below it where not', () => {
    const list = draw({
      kind: 'list',
      title: 'Waiting for you',
      empty: '',
      buttons: [],
      items: [
        { title: 'Choir', text: 'YouTube', facts: [], buttons: buttons('Open it') },
        { title: 'Band', text: 'YouTube', facts: [], buttons: buttons('Show everything about it') },
      ],
    });
    const inColumns = walk(list)
      .filter(({ type }) => type === 'Column')
      .flatMap((column) => walk(column));
    const beside = inColumns.flatMap(({ title, verb }) => (verb ? [title] : []));
    expect(new Set(beside)).toEqual(new Set(['Open it']));
    expect(buttonLabels(list)).toEqual(['Open it', 'Show everything about it']);
  });
});
