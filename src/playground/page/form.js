/** A form in front of the person, as a Teams dialog or a Slack modal. What was written stays when something must be put right. */
/** @import { Answers } from '../../core/event.ts' */
/** @import { Field } from '../../core/field.ts' */
/** @import { ShownForm } from '../exchange.ts' */
/** @import { Block, View } from './slack.js' */
import { failureOf } from './api.js';
import { answerIn, controlsIn, fillIn } from './controls.js';
import { dialogHead } from './dialog-head.js';
import { byId, el } from './dom.js';
import { clearProblem, markMissing, showProblems } from './field-problems.js';
import { draftOf, unsentOf } from './form-draft.js';
import { look } from './looks.js';
import { drawSlack } from './slack.js';
import { drawTeams } from './teams.js';

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
 * @param {string} owner whoever fills it in: what was typed is kept for them until it is accepted
 * @param {{ submit: (answers: Answers) => Promise<Outcome>, closed: () => void }} does
 */
export function openForm(form, owner, { submit, closed }) {
  const dialog = byId('form', HTMLDialogElement);
  const { fields } = form.card;
  const draft = draftOf(owner, form.card);
  const unsent = unsentOf(owner);
  const drawn = look() === 'slack' ? slackForm(form, send) : teamsForm(form, send);
  const failure = el('p', { class: 'problem', role: 'alert' });
  const progress = el('p', { class: 'so-far' });
  const body = el('div', { class: 'form-body' }, drawn.body);
  const kept = el('p', { class: 'kept' });
  const typedBefore = draft.read();
  if (typedBefore) putBack(typedBefore);
  dialog.className = `form ${drawn.look}`;
  dialog.replaceChildren(
    dialogHead('form-title', drawn.title, () => dialog.close(), progress),
    kept,
    body,
    failure,
    ...drawn.foot,
  );
  body.addEventListener('input', noteChange);
  // Microsoft's renderer goes to the first field that is missing, and gives no other sign that it has looked.
  body.addEventListener('focusin', () => markMissing(drawn.fields));
  dialog.onclose = () => {
    dialog.replaceChildren();
    if (draft.read()) unsent.keep({ form, isOpen: false });
    else unsent.forget();
    closed();
  };
  unsent.keep({ form, isOpen: true });
  showProgress();
  if (!dialog.open) dialog.showModal();
  controlsIn(drawn.fields[0])[0]?.focus();

  /** @param {Answers} typed */
  function putBack(typed) {
    fields.forEach(({ name }, at) => {
      const answer = typed[name];
      if (answer !== undefined) fillIn(drawn.fields[at], answer);
    });
    kept.replaceChildren('What you’d written is still here. ', startAgain());
  }

  function startAgain() {
    const again = () => {
      draft.forget();
      openForm(form, owner, { submit, closed });
    };
    return el('button', { type: 'button', class: 'plain', onclick: again }, 'Start again');
  }

  /** @param {Event} event */
  function noteChange({ target }) {
    clearProblem(drawn.fields.find((field) => target instanceof Node && field?.contains(target)));
    failure.textContent = '';
    draft.keep(typed());
    showProgress();
  }

  function typed() {
    return Object.fromEntries(fields.map(({ name }, at) => [name, answerIn(drawn.fields[at])]));
  }

  function showProgress() {
    progress.textContent = progressWords(fields, typed());
  }

  /** @param {Answers} answers */
  async function send(answers) {
    if (dialog.getAttribute('aria-busy') === 'true') return;
    dialog.setAttribute('aria-busy', 'true');
    failure.textContent = '';
    try {
      const { problems, next } = await submit(answers);
      showProblems(fields, drawn.fields, problems);
      failure.textContent = problemsElsewhere(fields, problems);
      if (Object.keys(problems).length > 0) return;
      draft.forget();
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
 * What is wrong with an answer that was given elsewhere.
 * @param {Field[]} fields
 * @param {Record<string, string>} problems
 */
function problemsElsewhere(fields, problems) {
  const names = Object.keys(problems).filter((name) => fields.every((field) => field.name !== name));
  return names.map((name) => problems[name]).join(' ');
}

/** Below this, everybody sees at a glance how far they are. */
const longForm = 4;

/**
 * How far somebody is with what has to be filled in.
 * @param {Field[]} fields
 * @param {Answers} answers
 */
function progressWords(fields, answers) {
  const needed = fields.filter(({ optional, when }) => {
    const said = [answers[when?.field ?? ''] ?? ''].flat();
    return !optional && (!when || said.some((value) => when.is.includes(value)));
  });
  if (needed.length < longForm) return '';
  const done = needed.filter(({ name }) => [answers[name] ?? ''].flat().join('').trim() !== '');
  return `${done.length} of ${needed.length} filled in`;
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
