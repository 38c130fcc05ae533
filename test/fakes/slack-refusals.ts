/** Why Slack would refuse blocks or a view, by its documented limits; undefined where it would take them. */
import type { types } from '@slack/bolt';
import { limits } from '../../src/slack/limits.ts';
import { type Block, buttonsIn } from './slack-views.ts';

type Problem = string | undefined;

export function messageRefusal(blocks: Block[]): Problem {
  if (blocks.length > limits.blocks) return `${blocks.length} blocks`;
  if (JSON.stringify(blocks).length > limits.allBlocks) return 'msg_blocks_too_long';
  return blocksRefusal(blocks);
}

export function viewRefusal(view: types.View): Problem {
  if (view.blocks.length > limits.viewBlocks) return `${view.blocks.length} blocks`;
  if ((view.private_metadata ?? '').length > limits.metadata) return 'private_metadata';
  if (view.type === 'modal') {
    const isMissingSubmit = !view.submit && view.blocks.some((block) => block.type === 'input');
    const bad =
      text(view.title, limits.viewTitle) ??
      (view.submit && text(view.submit, limits.viewButton)) ??
      (view.close && text(view.close, limits.viewButton));
    if (isMissingSubmit || bad) return bad ?? 'submit is missing';
  }
  return blocksRefusal(view.blocks as Block[]);
}

function blocksRefusal(blocks: Block[]): Problem {
  const blockIds = blocks.map((block) => block.block_id).filter((id) => id !== undefined);
  if (new Set(blockIds).size < blockIds.length) return 'duplicate block_id';
  const actionIds = blocks.flatMap(buttonsIn).map((button) => button.action_id);
  if (new Set(actionIds).size < actionIds.length) return 'duplicate action_id';
  return first(blocks.map(blockRefusal));
}

function blockRefusal(block: Block): Problem {
  switch (block.type) {
    case 'header':
      return text(block.text, limits.header);
    case 'section':
      return sectionRefusal(block);
    case 'context':
      return (
        count(block.elements, limits.contextElements) ??
        first(
          block.elements.map((element) => ('text' in element ? text(element, limits.section) : 'an image')),
        )
      );
    case 'actions':
      return count(block.elements, limits.buttonsInBlock) ?? first(buttonsIn(block).map(buttonRefusal));
    case 'rich_text':
      return richTextRefusal(block);
    case 'input':
      return inputRefusal(block);
    default:
      return `a ${block.type} block`;
  }
}

function richTextRefusal({ elements }: types.RichTextBlock): Problem {
  const parts = elements.flatMap((part) => (part.type === 'rich_text_list' ? part.elements : [part]));
  const runs = parts.flatMap((part) => part.elements);
  if (elements.length === 0 || runs.length === 0) return 'rich text without words';
  return first(
    runs.map((run) =>
      run.type !== 'text' ? `a ${run.type} run` : run.text === '' ? 'an empty run' : undefined,
    ),
  );
}

function sectionRefusal(block: types.SectionBlock): Problem {
  if (!block.text && !block.fields) return 'a section without text';
  return (
    (block.text && text(block.text, limits.section)) ??
    (block.fields && count(block.fields, limits.fields)) ??
    first((block.fields ?? []).map((field) => text(field, limits.field))) ??
    first(buttonsIn(block).map(buttonRefusal))
  );
}

function buttonRefusal(button: types.Button): Problem {
  const { confirm } = button;
  return (
    text(button.text, limits.buttonLabel) ??
    length(button.value, limits.buttonValue) ??
    length(button.action_id, limits.id) ??
    (confirm &&
      (text(confirm.title ?? { text: '' }, limits.confirmTitle) ??
        text(confirm.text, limits.confirmText) ??
        text(confirm.confirm ?? { text: '' }, limits.confirmButton) ??
        text(confirm.deny ?? { text: '' }, limits.confirmButton)))
  );
}

function inputRefusal(block: types.InputBlock): Problem {
  const outer = text(block.label, limits.inputLabel) ?? (block.hint && text(block.hint, limits.inputLabel));
  return outer ?? elementRefusal(block.element);
}

function elementRefusal(element: types.InputBlock['element']): Problem {
  switch (element.type) {
    case 'plain_text_input':
      if ((element.max_length ?? 0) > limits.inputText) return 'max_length';
      return length(element.initial_value, element.max_length ?? limits.inputText);
    case 'radio_buttons':
      return options(element.options, [element.initial_option], limits.listedOptions);
    case 'checkboxes':
      return options(element.options, element.initial_options, limits.listedOptions);
    case 'static_select':
      return options(element.options, [element.initial_option], limits.selectOptions);
    case 'multi_static_select':
      return options(element.options, element.initial_options, limits.selectOptions);
    case 'datepicker':
      return /^\d{4}-\d{2}-\d{2}$/.test(element.initial_date ?? '2027-01-01') ? undefined : 'initial_date';
    default:
      return `a ${element.type} element`;
  }
}

type Option = types.PlainTextOption | types.MrkdwnOption;

function options(all: Option[] = [], initial: (Option | undefined)[] = [], most: number): Problem {
  const isKnown = (chosen: Option | undefined) =>
    !chosen || all.some((option) => JSON.stringify(option) === JSON.stringify(chosen));
  if (!initial.every(isKnown)) return 'an initial option that is no option';
  return (
    count(all, most) ??
    first(
      all.map((option) => text(option.text, limits.optionLabel) ?? length(option.value, limits.optionValue)),
    )
  );
}

function text(object: { text: string }, longest: number): Problem {
  if (object.text.trim() === '') return 'an empty text';
  return length(object.text, longest);
}

function length(string: string | undefined, longest: number): Problem {
  return (string ?? '').length > longest ? `“${string?.slice(0, 20)}…” is longer than ${longest}` : undefined;
}

function count(list: unknown[], most: number): Problem {
  return list.length >= 1 && list.length <= most ? undefined : `${list.length} in place of 1 to ${most}`;
}

function first(problems: Problem[]): Problem {
  return problems.find((problem) => problem !== undefined);
}
