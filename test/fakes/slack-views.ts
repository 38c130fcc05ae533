/** Slack's blocks as people read them and fill them in. */
import type { types } from '@slack/bolt';
import { moreAction, readFolded } from '../../src/slack/card-data.ts';
import { drawMore } from '../../src/slack/draw-more.ts';
import { limits } from '../../src/slack/limits.ts';

export type Block = types.KnownBlock;
export type Input = types.InputBlock;

export function readable(blocks: Block[]): string {
  return blocks.flatMap(wordsOf).join('\n');
}

export function buttonsIn(block: Block): types.Button[] {
  const elements =
    block.type === 'actions' ? block.elements : block.type === 'section' ? [block.accessory] : [];
  return elements.filter((element): element is types.Button => element?.type === 'button');
}

export function inputsIn(view: { blocks: unknown[] }): Input[] {
  return (view.blocks as Block[]).filter((block): block is Input => block.type === 'input');
}

function isMore({ action_id }: types.Button): boolean {
  return action_id === moreAction;
}

/** All of a card: the message, and what its “More” opens, without that button itself. */
export function unfolded(blocks: Block[]): { text: string; buttons: types.Button[] } {
  const all = [...blocks, ...moreOn(blocks)];
  return { text: readable(all), buttons: all.flatMap(buttonsIn).filter((button) => !isMore(button)) };
}

/** What a press on “More” opens. */
export function moreOn(blocks: Block[]): Block[] {
  const more = blocks.flatMap(buttonsIn).find(isMore);
  const folded = readFolded(more?.value);
  if (!folded) return [];
  const place = { platform: 'slack', conversation: 'D0', direct: true };
  return drawMore(folded, { place }).blocks as Block[];
}

function wordsOf(block: Block): string[] {
  switch (block.type) {
    case 'header':
      return [spoken(block.text)];
    case 'section':
      return [...(block.text ? [block.text] : []), ...(block.fields ?? [])].map(spoken);
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? [spoken(element)] : []));
    case 'rich_text':
      return block.elements.flatMap((part) =>
        part.type === 'rich_text_list' ? part.elements.map(runsIn) : [runsIn(part)],
      );
    case 'input':
      return [block.label, ...(block.hint ? [block.hint] : [])].map(spoken);
    default:
      return [];
  }
}

/** Rich text shows its runs exactly as they are written. */
function runsIn({
  elements,
}: types.RichTextSection | types.RichTextQuote | types.RichTextPreformatted): string {
  return elements.map((run) => (run.type === 'text' ? run.text : `(${run.type})`)).join('');
}

function spoken({ type, text }: { type: string; text: string }): string {
  if (type !== 'mrkdwn') return text;
  const plain = text.replace(/^\*|\*$/g, '');
  return plain.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

export type Given = Record<string, string | string[]>;
export type Values = Record<string, Record<string, object>>;

/**
 * What Slack would report when the form is sent: answers by a question's label or name, and what the form showed
 * from the start for the rest. Slack itself keeps the form open where something required is missing.
 */
export function filledIn(view: { blocks: unknown[] }, answers: Given): Values | { missing: string } {
  const inputs = inputsIn(view);
  const stray = Object.keys(answers).find(
    (name) => !inputs.some((input) => input.label.text === name || input.block_id === name),
  );
  if (stray) throw new Error(`There is no question “${stray}” on that form.`);
  const values: Values = {};
  for (const input of inputs) {
    const name = input.block_id ?? '';
    const state = stateOf(input, answers[input.label.text] ?? answers[name]);
    if (!input.optional && isEmpty(state)) return { missing: input.label.text };
    values[name] = { [input.element.action_id ?? '']: state };
  }
  return values;
}

function stateOf(input: Input, given: string | string[] | undefined): object {
  const { element } = input;
  const { type } = element;
  const label = input.label.text;
  switch (type) {
    case 'plain_text_input': {
      const value = given === undefined ? element.initial_value : [given].flat().join('\n');
      const longest = element.max_length ?? limits.inputText;
      if (value && value.length > longest)
        throw new Error(`Slack takes no more than ${longest} characters for “${label}”.`);
      return { type, value: value || null };
    }
    case 'radio_buttons':
    case 'static_select': {
      const picked = given === undefined ? element.initial_option : optionOf(element.options, given, label);
      return { type, selected_option: picked ?? null };
    }
    case 'checkboxes':
    case 'multi_static_select': {
      const wanted = given === undefined ? undefined : [given].flat();
      const picked = wanted?.map((name) => optionOf(element.options, name, label));
      return { type, selected_options: picked ?? element.initial_options ?? [] };
    }
    case 'datepicker':
      return { type, selected_date: given === undefined ? (element.initial_date ?? null) : given };
    default:
      throw new Error(`The stand-in does not know a ${type}.`);
  }
}

type Option = types.PlainTextOption | types.MrkdwnOption;

function optionOf(options: Option[] = [], given: string | string[], label: string): Option {
  const found = options.find((option) => option.text.text === given || option.value === given);
  if (!found) throw new Error(`“${given}” is no answer to “${label}”.`);
  return found;
}

function isEmpty(state: object): boolean {
  return Object.entries(state).every(
    ([name, value]) => name === 'type' || value === null || (Array.isArray(value) && value.length === 0),
  );
}
