/** Draws Slack's Block Kit as Slack shows it, as far as our cards need it: messages, and the inputs of a modal. */
import { el, icon } from './dom.js';
import { emoji, mrkdwn } from './marked-words.js';

export function drawSlack(blocks, act) {
  return el(
    'div',
    { class: 'slack-blocks' },
    blocks.map((block) => drawBlock(block, act)),
  );
}

function drawBlock(block, act) {
  switch (block.type) {
    case 'header':
      return el('h2', { class: 'slack-header' }, words(block.text));
    case 'section':
      return drawSection(block, act);
    case 'context':
      return el('div', { class: 'slack-context' }, block.elements.map(words));
    case 'actions':
      return el(
        'div',
        { class: 'slack-actions' },
        block.elements.map((one) => drawControl(one, act)),
      );
    case 'input':
      return drawInput(block);
    default:
      return el('p', { class: 'slack-section' }, `(${block.type})`);
  }
}

function drawSection(block, act) {
  const fields = block.fields && el('div', { class: 'slack-fields' }, block.fields.map(words));
  return el(
    'div',
    { class: 'slack-section' },
    el('div', { class: 'slack-main' }, block.text && words(block.text), fields),
    block.accessory && drawControl(block.accessory, act),
  );
}

function words(text) {
  const shown = el('div', { class: 'slack-words' });
  if (text.type === 'mrkdwn') shown.innerHTML = mrkdwn(text.text);
  else shown.textContent = plain(text);
  return shown;
}

/** Slack turns the names of emoji into pictures unless it is told not to. */
function plain(text) {
  return text.emoji === false ? text.text : emoji(text.text);
}

function drawControl(control, act) {
  if (control.type !== 'button') return el('span', {}, `(${control.type})`);
  const press = ({ currentTarget: button }) => {
    const data = { action: control.action_id.replace(/#\d+$/, ''), value: JSON.parse(control.value ?? '{}') };
    if (control.confirm) confirmFirst(control.confirm, () => act(data, button));
    else act(data, button);
  };
  return el(
    'button',
    { type: 'button', class: `slack-button ${control.style ?? ''}`, onclick: press },
    plain(control.text),
  );
}

function confirmFirst({ title, text, confirm, deny, style }, then) {
  const close = () => dialog.remove();
  const yes = () => {
    close();
    then();
  };
  const dialog = el(
    'dialog',
    { class: 'form slack-modal small', 'aria-labelledby': 'confirm-title', onclose: close },
    el('h2', { id: 'confirm-title' }, plain(title)),
    el('div', { class: 'form-body' }, words(text)),
    el(
      'footer',
      {},
      el('button', { type: 'button', class: 'slack-button', onclick: close }, plain(deny)),
      el(
        'button',
        { type: 'button', class: `slack-button ${style ?? 'primary'}`, onclick: yes },
        plain(confirm),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

let inputNumber = 0;

function drawInput({ label, element, hint, optional }) {
  const id = `slack-input-${inputNumber++}`;
  const title = [plain(label), optional && el('span', { class: 'slack-optional' }, ' (optional)')];
  const help = hint && el('p', { class: 'slack-hint', id: `${id}-hint` }, plain(hint));
  const described = hint ? `${id}-hint` : undefined;
  const group =
    element.type === 'checkboxes' ||
    element.type === 'radio_buttons' ||
    element.type === 'multi_static_select';
  const made = group
    ? el('fieldset', { 'aria-describedby': described }, el('legend', {}, title), drawOptions(element, id))
    : el('div', {}, el('label', { for: id }, title), drawField(element, id, described));
  made.classList.add('slack-input');
  made.append(...[help].filter(Boolean));
  return made;
}

function drawField(element, id, described) {
  const shared = { id, 'aria-describedby': described, placeholder: element.placeholder?.text };
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
          el('option', { value: '' }, element.placeholder?.text ?? 'Choose one'),
          element.options.map((one) =>
            el(
              'option',
              { value: one.value, selected: one.value === element.initial_option?.value },
              plain(one.text),
            ),
          ),
        ),
        icon('m5 8 5 5 5-5'),
      );
    default:
      return el('input', { ...shared, type: 'text' });
  }
}

function drawOptions(element, id) {
  const one = element.type === 'radio_buttons';
  const initial = (one ? [element.initial_option] : (element.initial_options ?? [])).map(
    (option) => option?.value,
  );
  return el(
    'div',
    { class: element.type === 'multi_static_select' ? 'slack-options many' : 'slack-options' },
    element.options.map((option) =>
      el(
        'label',
        {},
        el('input', {
          type: one ? 'radio' : 'checkbox',
          name: id,
          value: option.value,
          checked: initial.includes(option.value),
        }),
        el('span', {}, plain(option.text)),
      ),
    ),
  );
}
