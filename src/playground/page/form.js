/** A form in front of the person, as a Teams dialog or a Slack modal. What was written stays when something must be put right. */
/** @import { FormCard } from '../../core/card.ts' */
/** @import { Answers } from '../../core/event.ts' */
/** @import { Field } from '../../core/field.ts' */
/** @import { ShownForm } from '../exchange.ts' */
/** @import { Control } from './controls.js' */
/** @import { Block, View } from './slack.js' */
import { failureOf } from './api.js';
import { answerIn, controlsIn } from './controls.js';
import { byId, el, icon } from './dom.js';
import { look } from './looks.js';
import { drawSlack } from './slack.js';
import { drawTeams } from './teams.js';

const cross = 'm5 5 10 10M15 5 5 15';

/**
 * What comes of sending it: a sentence for each field that was not accepted, and what comes next if all were.
 * @typedef {{ problems: Record<string, string>, next?: (() => void) | undefined }} Outcome
 */

/**
 * A form as one platform draws it. `fields` has an element for each field of the card, in the same order.
 * @typedef {object} Drawn
 * @property {string} look
 * @property {string} title
 * @property {HTMLElement} body
 * @property {HTMLElement[]} foot
 * @property {(Element | undefined)[]} fields
 */

/**
 * @param {ShownForm} form
 * @param {(answers: Answers) => Promise<Outcome>} submit
 */
export function openForm(form, submit) {
  const dialog = byId('form', HTMLDialogElement);
  const drawn = look() === 'slack' ? slackForm(form, send) : teamsForm(form, send);
  const failure = el('p', { class: 'problem', role: 'alert' });
  dialog.className = `form ${drawn.look}`;
  dialog.replaceChildren(
    el(
      'header',
      {},
      el('img', { src: '/playground/page/mark.svg', alt: '', width: 24, height: 24 }),
      el('h2', { id: 'form-title' }, drawn.title),
      el(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => dialog.close() },
        icon(cross),
      ),
    ),
    el('div', { class: 'form-body' }, drawn.body),
    failure,
    ...drawn.foot,
  );
  dialog.onclose = () => dialog.replaceChildren();
  if (!dialog.open) dialog.showModal();
  controlsIn(drawn.fields[0])[0]?.focus();

  /** @param {Answers} answers */
  async function send(answers) {
    if (dialog.getAttribute('aria-busy') === 'true') return;
    dialog.setAttribute('aria-busy', 'true');
    failure.textContent = '';
    try {
      const { problems, next } = await submit(answers);
      showProblems(form.card.fields, drawn.fields, problems);
      if (Object.keys(problems).length > 0) return;
      if (next) next();
      else dialog.close();
    } catch (error) {
      failure.textContent = `${failureOf(error).message} What you wrote is still here.`;
    } finally {
      dialog.removeAttribute('aria-busy');
    }
  }
}

/**
 * Microsoft's card brings its own button, which first looks for what is missing.
 * @param {ShownForm} form
 * @param {(answers: Answers) => void} send
 * @returns {Drawn}
 */
function teamsForm(form, send) {
  const { drawn, inputs } = drawTeams(form.teams, (data) => send(answersIn(data, form.card.fields)));
  return {
    look: 'teams-dialog',
    title: 'Chalkline',
    body: drawn,
    foot: [],
    fields: inputs.map((input) => input.renderedElement),
  };
}

/**
 * The renderer gives every answer as one text, beside the form's own data.
 * @param {object} data
 * @param {Field[]} fields
 * @returns {Answers}
 */
function answersIn(data, fields) {
  const texts = /** @type {Record<string, string | undefined>} */ (data);
  return Object.fromEntries(
    fields.map((field) => {
      const text = texts[field.name] ?? '';
      return [field.name, takesSeveral(field) ? text.split(',').filter((part) => part !== '') : text];
    }),
  );
}

/**
 * People's names that were typed are one text.
 * @param {Field} field
 */
function takesSeveral(field) {
  return field.kind === 'choices' || (field.kind === 'people' && field.choices !== undefined);
}

/**
 * @param {ShownForm} form
 * @param {(answers: Answers) => void} send
 * @returns {Drawn}
 */
function slackForm(form, send) {
  const view = /** @type {View} */ (form.slack);
  const drawn = drawSlack(/** @type {Block[]} */ (view.blocks), () => undefined);
  const fields = [...drawn.querySelectorAll('.slack-input')];
  const body = el('form', { id: 'slack-form', novalidate: true }, drawn);
  body.addEventListener('submit', (event) => {
    event.preventDefault();
    send(Object.fromEntries(form.card.fields.map(({ name }, at) => [name, answerIn(fields[at])])));
  });
  const foot = el(
    'footer',
    {},
    el(
      'button',
      { type: 'button', class: 'slack-button', onclick: () => byId('form', HTMLDialogElement).close() },
      view.close?.text ?? 'Cancel',
    ),
    el(
      'button',
      { type: 'submit', form: 'slack-form', class: 'slack-button primary' },
      view.submit?.text ?? form.card.submit,
    ),
  );
  return { look: 'slack-modal', title: view.title?.text ?? form.card.title, body, foot: [foot], fields };
}

/**
 * Each sentence stands under its field and is read out with it; the first one that is wrong gets the focus.
 * @param {FormCard['fields']} fields
 * @param {Drawn['fields']} drawn
 * @param {Record<string, string>} problems
 */
function showProblems(fields, drawn, problems) {
  /** @type {Control | undefined} */
  let firstWrong;
  fields.forEach(({ name }, at) => {
    const field = drawn[at];
    field?.querySelector('.field-problem')?.remove();
    const controls = controlsIn(field);
    for (const control of controls) {
      control.removeAttribute('aria-invalid');
      if (!problems[name]) continue;
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-describedby', `problem-${name}`);
    }
    if (!problems[name] || !field) return;
    field.append(el('p', { class: 'field-problem', id: `problem-${name}` }, problems[name]));
    firstWrong ??= controls[0];
  });
  firstWrong?.focus();
}
