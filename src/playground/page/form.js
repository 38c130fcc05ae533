/** A form in front of the person, as a Teams dialog or a Slack modal. What was written stays when something must be put right. */
import { byId, el, icon } from './dom.js';
import { look } from './looks.js';
import { drawSlack } from './slack.js';
import { drawTeams } from './teams.js';

const cross = 'm5 5 10 10M15 5 5 15';

/** `submit` gives back a sentence for each field that was not accepted, and what comes `next` if all were. */
export function openForm(form, submit) {
  const dialog = byId('form');
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
  drawn.fields[0]?.querySelector('input, select, textarea')?.focus();

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
      failure.textContent = `${error.message} What you wrote is still here.`;
    } finally {
      dialog.removeAttribute('aria-busy');
    }
  }
}

/** Microsoft's card brings its own button, which first looks for what is missing. */
function teamsForm(form, send) {
  const answersOf = (data) =>
    Object.fromEntries(
      form.card.fields.map(({ name, kind }) => [
        name,
        severalIn(form, name, kind) ? parts(data[name]) : (data[name] ?? ''),
      ]),
    );
  const { drawn, inputs } = drawTeams(form.teams, (data) => send(answersOf(data)));
  return {
    look: 'teams-dialog',
    title: 'Chalkline',
    body: drawn,
    foot: [],
    fields: inputs.map((one) => one.renderedElement),
  };
}

/** Lists of choices come back in one text; people's names that were typed do not. */
function severalIn(form, name, kind) {
  return (
    kind === 'choices' ||
    (kind === 'people' && form.card.fields.some((one) => one.name === name && one.choices))
  );
}

function parts(text) {
  return (text ?? '').split(',').filter((part) => part !== '');
}

function slackForm(form, send) {
  const view = Array.isArray(form.slack) ? { blocks: form.slack } : form.slack;
  const drawn = drawSlack(view.blocks, () => undefined);
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
      { type: 'button', class: 'slack-button', onclick: () => byId('form').close() },
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

function answerIn(field) {
  const boxes = [...field.querySelectorAll('input[type="checkbox"], input[type="radio"]')];
  if (boxes.length === 0) return field.querySelector('input, textarea, select').value;
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  return boxes[0].type === 'radio' ? (chosen[0] ?? '') : chosen;
}

/** Each sentence stands under its field and is read out with it; the first one that is wrong gets the focus. */
function showProblems(fields, drawn, problems) {
  let first;
  fields.forEach(({ name }, at) => {
    const field = drawn[at];
    field?.querySelector('.field-problem')?.remove();
    const controls = [...(field?.querySelectorAll('input, select, textarea') ?? [])];
    for (const control of controls) {
      control.removeAttribute('aria-invalid');
      if (!problems[name]) continue;
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-describedby', `problem-${name}`);
    }
    if (!problems[name] || !field) return;
    field.append(el('p', { class: 'field-problem', id: `problem-${name}` }, problems[name]));
    first ??= controls[0];
  });
  first?.focus();
}
