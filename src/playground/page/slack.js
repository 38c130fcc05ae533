/** Draws Slack's Block Kit as Slack shows it, as far as our cards need it: messages, and the inputs of a modal. */
/** @import { types } from '@slack/bolt' */
/** @import { Pressed } from './messages.js' */
import { el, icon } from './dom.js';
import { emoji, mrkdwn } from './marked-words.js';
import { makeSure } from './sure.js';

/** @typedef {types.KnownBlock} Block */

/** @typedef {types.ModalView} View */

/** @typedef {{ blocks: Block[], more?: View }} SlackCard a message, and what its “More” opens */

/** @typedef {(pressed: Pressed, button: Element) => void} Act */

/**
 * @param {Block[]} blocks
 * @param {Act} act
 */
export function drawSlack(blocks, act) {
  return el(
    'div',
    { class: 'slack-blocks' },
    blocks.map((block) => drawBlock(block, act)),
  );
}

/**
 * @param {Block} block
 * @param {Act} act
 */
function drawBlock(block, act) {
  switch (block.type) {
    case 'header':
      return el('h2', { class: 'slack-header' }, words(block.text));
    case 'section':
      return drawSection(block, act);
    case 'rich_text':
      return el(
        'div',
        { class: 'slack-rich slack-words' },
        block.elements.map((part) => drawRich(part)),
      );
    case 'context':
      return el(
        'div',
        { class: 'slack-context' },
        block.elements.map((element) => (element.type === 'image' ? unknown(element) : words(element))),
      );
    case 'actions':
      return el(
        'div',
        { class: 'slack-actions' },
        block.elements.map((element) => drawControl(element, act)),
      );
    case 'input':
      return drawInput(block);
    default:
      return unknown(block);
  }
}

/** @param {types.RichTextBlockElement} part */
function drawRich(part) {
  switch (part.type) {
    case 'rich_text_list':
      return el(
        'ul',
        {},
        part.elements.map((line) => el('li', {}, line.elements.map(drawRun))),
      );
    case 'rich_text_quote':
      return el('blockquote', {}, part.elements.map(drawRun));
    default:
      return el('div', {}, part.elements.map(drawRun));
  }
}

/** @param {types.RichTextElement} run */
function drawRun(run) {
  if (run.type !== 'text') return unknown(run);
  return el(run.style?.bold ? 'strong' : 'span', {}, run.text);
}

/**
 * What no card of ours has.
 * @param {{ type: string }} part
 */
function unknown({ type }) {
  return el('span', {}, `(${type})`);
}

/**
 * @param {types.SectionBlock} block
 * @param {Act} act
 */
function drawSection(block, act) {
  const fields = block.fields && el('div', { class: 'slack-fields' }, block.fields.map(words));
  return el(
    'div',
    { class: 'slack-section' },
    el('div', { class: 'slack-main' }, block.text && words(block.text), fields),
    block.accessory && drawControl(block.accessory, act),
  );
}

/** @param {types.TextObject} text */
function words(text) {
  const shown = el('div', { class: 'slack-words' });
  if (text.type === 'mrkdwn') shown.innerHTML = mrkdwn(text.text);
  else shown.textContent = plain(text);
  return shown;
}

/**
 * Slack turns the names of emoji into pictures unless it is told not to.
 * @param {types.TextObject} text
 */
function plain(text) {
  return text.type === 'plain_text' && text.emoji === false ? text.text : emoji(text.text);
}

/**
 * @param {types.ActionsBlockElement | types.SectionBlockAccessory} control
 * @param {Act} act
 */
function drawControl(control, act) {
  return control.type === 'button' ? drawButton(control, act) : unknown(control);
}

/**
 * @param {types.Button} button
 * @param {Act} act
 */
function drawButton({ action_id = '', value = '{}', confirm, style, text, accessibility_label }, act) {
  // What “More” carries is packed, and drawn already.
  const carried = value.startsWith('{') ? JSON.parse(value) : {};
  const pressed = { action: action_id.replace(/#\d+$/, ''), value: carried, answers: {} };
  const drawn = el(
    'button',
    {
      type: 'button',
      class: `slack-button ${style ?? ''}`,
      onclick: press,
      ...(accessibility_label ? { 'aria-label': accessibility_label, title: accessibility_label } : {}),
    },
    plain(text),
  );
  return drawn;

  function press() {
    if (confirm) confirmFirst(confirm, () => act(pressed, drawn));
    else act(pressed, drawn);
  }
}

/**
 * @param {types.ConfirmationDialog} asked
 * @param {() => void} then
 */
function confirmFirst({ title, text, confirm, deny, style }, then) {
  makeSure(
    {
      look: 'slack-modal small',
      title: title && plain(title),
      body: words(text),
      no: [deny && plain(deny), 'slack-button'],
      yes: [confirm && plain(confirm), `slack-button ${style ?? 'primary'}`],
    },
    then,
  );
}

let inputNumber = 0;

/** @param {types.InputBlock} input */
function drawInput({ label, element, hint, optional, block_id = '' }) {
  const id = `slack-input-${inputNumber++}`;
  const title = [plain(label), optional && el('span', { class: 'slack-optional' }, ' (optional)')];
  const help = hint && el('p', { class: 'slack-hint', id: `${id}-hint` }, plain(hint));
  const described = hint ? `${id}-hint` : undefined;
  const drawn = isGroup(element)
    ? el('fieldset', { 'aria-describedby': described }, el('legend', {}, title), drawOptions(element, id))
    : el('div', {}, el('label', { for: id }, title), drawField(element, id, described));
  drawn.classList.add('slack-input');
  drawn.dataset.name = block_id;
  if (help) drawn.append(help);
  return drawn;
}

/** @typedef {types.Checkboxes | types.RadioButtons | types.MultiStaticSelect} Group */

/**
 * Several controls under one label.
 * @param {types.InputBlock['element']} element
 * @returns {element is Group}
 */
function isGroup(element) {
  return ['checkboxes', 'radio_buttons', 'multi_static_select'].includes(element.type);
}

/**
 * @param {types.InputBlock['element']} element
 * @param {string} id
 * @param {string | undefined} described
 */
function drawField(element, id, described) {
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;
  const shared = { id, 'aria-describedby': described, placeholder };
  switch (element.type) {
    case 'plain_text_input': {
      const field = el(element.multiline ? 'textarea' : 'input', {
        ...shared,
        maxlength: element.max_length,
        ...(element.multiline ? { rows: 4 } : { type: 'text' }),
      });
      field.value = element.initial_value ?? '';
      return field;
    }
    case 'datepicker':
      return el('input', { ...shared, type: 'date', value: element.initial_date });
    case 'static_select':
      return el(
        'span',
        { class: 'slack-select' },
        el(
          'select',
          shared,
          el('option', { value: '' }, placeholder ?? 'Choose one'),
          element.options?.map((option) =>
            el(
              'option',
              { value: option.value, selected: option.value === element.initial_option?.value },
              plain(option.text),
            ),
          ),
        ),
        icon('m5 8 5 5 5-5'),
      );
    default:
      return el('input', { ...shared, type: 'text' });
  }
}

/**
 * @param {Group} element
 * @param {string} id
 */
function drawOptions(element, id) {
  const picked =
    element.type === 'radio_buttons' ? [element.initial_option] : (element.initial_options ?? []);
  const values = picked.map((option) => option?.value);
  return el(
    'div',
    { class: element.type === 'multi_static_select' ? 'slack-options many' : 'slack-options' },
    element.options?.map((option) =>
      el(
        'label',
        {},
        el('input', {
          type: element.type === 'radio_buttons' ? 'radio' : 'checkbox',
          name: id,
          value: option.value,
          checked: values.includes(option.value),
        }),
        el('span', {}, plain(option.text)),
      ),
    ),
  );
}
