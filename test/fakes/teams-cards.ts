/** An Adaptive Card as Teams shows it: what can be read, pressed and filled in, and what Teams would refuse. */
import { z } from 'zod';

export type Node = Record<string, unknown>;

// Not a copy: parts of one card are told apart by what they are.
const node = z.custom<Node>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const nodes = z.array(node);

export type CardButton = { label: string; kind: 'press' | 'dialog' | 'submit'; verb: string; data: Node };

export type CardInput = {
  id: string;
  label: string;
  type: string;
  value: string;
  isRequired: boolean;
  problem?: string;
  choices: { value: string; title: string }[];
};

/** Everything on the card, outermost first and in the order in which it is read. */
export function walk(card: unknown): Node[] {
  const here = node.safeParse(card);
  if (!here.success) return [];
  const inside = ['body', 'items', 'columns', 'actions', 'card'].flatMap((part) => {
    const value = here.data[part];
    return Array.isArray(value) ? value : value === undefined ? [] : [value];
  });
  return [here.data, ...inside.flatMap(walk)];
}

export function readable(card: unknown): string {
  return walk(card).flatMap(wordsOf).join('\n');
}

function wordsOf(element: Node): string[] {
  switch (element.type) {
    case 'TextBlock':
      return [shown(text(element.text))];
    case 'RichTextBlock':
      return [
        nodes
          .parse(element.inlines)
          .map((run) => text(run.text))
          .join(''),
      ];
    case 'FactSet':
      return nodes
        .parse(element.facts)
        .map((fact) => `${shown(text(fact.title))}: ${shown(text(fact.value))}`);
    case 'Input.Text':
    case 'Input.Date':
      return [text(element.label), text(element.value)];
    case 'Input.ChoiceSet':
      return [text(element.label), ...nodes.parse(element.choices).map((choice) => text(choice.title))];
    default:
      return [];
  }
}

/** Markdown's escapes and entities, as the eye sees them. */
export function shown(markdown: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' };
  return markdown
    .replace(/\\([!-/:-@[-`{-~])|&(lt|gt|amp|quot|nbsp);/g, (_whole, sign, name) => sign ?? entities[name])
    .replace(/\u200b/g, '');
}

export function cardButtons(card: unknown): CardButton[] {
  return actionsOf(card).flatMap(asButton);
}

function actionsOf(card: unknown): Node[] {
  return walk(card).filter(
    (drawn) => text(drawn.type).startsWith('Action.') && !opensInPlace.has(text(drawn.type)),
  );
}

/** Pressed without anybody hearing of it. */
const opensInPlace = new Set(['Action.ShowCard', 'Action.ToggleVisibility']);

function asButton(action: Node): CardButton[] {
  const data = node.parse(action.data ?? {});
  const opens = node.safeParse(data.msteams).data?.type === 'task/fetch';
  const kind = action.type === 'Action.Execute' ? 'press' : opens ? 'dialog' : 'submit';
  return [{ label: text(action.title), kind, verb: text(action.verb), data }];
}

/** The labels one meets on the card before anything is opened. */
export function buttonLabels(card: unknown): string[] {
  return outerActions(card).map((action) => text(action.title));
}

/** The button of that label; where it asks first, the one that says yes. */
export function buttonNamed(card: unknown, label: string): CardButton | undefined {
  const action = outerActions(card).find((drawn) => drawn.title === label);
  if (!action) return undefined;
  return action.type === 'Action.ShowCard' ? cardButtons(action.card)[0] : asButton(action)[0];
}

function outerActions(card: unknown): Node[] {
  const opened = new Set(
    walk(card)
      .filter((drawn) => drawn.type === 'Action.ShowCard')
      .flatMap((drawn) => walk(drawn.card)),
  );
  return walk(card).filter(
    (drawn) =>
      text(drawn.type).startsWith('Action.') &&
      drawn.type !== 'Action.ToggleVisibility' &&
      !opened.has(drawn),
  );
}

export function cardInputs(card: unknown): CardInput[] {
  return walk(card).flatMap((container) => {
    const items = nodes.safeParse(container.items).data ?? [];
    const input = items.find((item) => text(item.type).startsWith('Input.'));
    if (!input) return [];
    const problem = items.find((item) => item.type === 'TextBlock' && item.color === 'Attention');
    return [
      {
        id: text(input.id),
        label: text(input.label),
        type: text(input.type),
        value: text(input.value),
        isRequired: input.isRequired === true,
        ...(problem ? { problem: shown(text(problem.text)) } : {}),
        choices: (nodes.safeParse(input.choices).data ?? []).map((choice) => ({
          value: text(choice.value),
          title: text(choice.title),
        })),
      },
    ];
  });
}

/** Why Teams would not take this card; undefined when it would. */
export function refusalOf(
  card: unknown,
  allowed: { version: string; buttonsInRow: number },
): string | undefined {
  const outer = node.safeParse(card).data;
  if (outer?.type !== 'AdaptiveCard') return 'The attachment is not an Adaptive Card.';
  if (Number(outer.version) > Number(allowed.version))
    return `Card version ${text(outer.version)} is too new.`;
  const refreshed = node.safeParse(outer.refresh).data;
  if (
    refreshed &&
    !z
      .array(z.string().regex(/^(?:8:orgid|29):/))
      .max(60)
      .safeParse(refreshed.userIds).success
  )
    return 'The card is refreshed for more than 60 people, or for some by an id that is no MRI.';
  const all = walk(card);
  const mention = all.flatMap(markdownOf).find((words) => /<at>/i.test(words));
  if (mention) return `The mention in "${mention}" has no entity.`;
  const crowded = all.find((row) => Array.isArray(row.actions) && row.actions.length > allowed.buttonsInRow);
  return crowded ? 'There are too many buttons in one row.' : undefined;
}

/** Every text on the card that Teams reads as Markdown. */
export function markdownOf(element: Node): string[] {
  if (element.type === 'TextBlock') return [text(element.text)];
  if (element.type === 'FactSet')
    return nodes.parse(element.facts).flatMap((fact) => [text(fact.title), text(fact.value)]);
  return [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
