/** Sentences beside the fields that were not accepted. Each goes as soon as its field is changed. */
/** @import { Field } from '../../core/field.ts' */
/** @import { Control } from './controls.js' */
import { controlsIn } from './controls.js';
import { el } from './dom.js';

/**
 * Each sentence stands under its field and is read out with it; the first field that is wrong gets the focus.
 * @param {Field[]} fields
 * @param {(Element | undefined)[]} drawn has an element for each field, in the same order
 * @param {Record<string, string>} problems
 */
export function showProblems(fields, drawn, problems) {
  /** @type {Control | undefined} */
  let firstWrong;
  fields.forEach(({ name }, at) => {
    const field = drawn[at];
    clearProblem(field);
    if (!problems[name] || !field) return;
    const id = `problem-${name}`;
    field.append(el('p', { class: 'field-problem', id }, problems[name]));
    for (const control of controlsIn(field)) mark(control, id);
    firstWrong ??= controlsIn(field)[0];
  });
  firstWrong?.focus();
}

/** @param {Element | undefined} field */
export function clearProblem(field) {
  field?.querySelector('.field-problem')?.remove();
  for (const control of controlsIn(field)) {
    control.removeAttribute('aria-invalid');
    if (control.dataset.hint !== undefined) describe(control, control.dataset.hint);
  }
}

/**
 * Microsoft's renderer shows by itself what is missing, but does not say so of the field.
 * @param {(Element | undefined)[]} drawn
 */
export function markMissing(drawn) {
  for (const field of drawn)
    if (field?.querySelector('.ac-input-validation-failed'))
      for (const control of controlsIn(field)) control.setAttribute('aria-invalid', 'true');
}

/**
 * What helps with the field is still read out, before what is wrong.
 * @param {Control} control
 * @param {string} problem
 */
function mark(control, problem) {
  control.dataset.hint ??= control.getAttribute('aria-describedby') ?? '';
  control.setAttribute('aria-invalid', 'true');
  describe(control, `${control.dataset.hint} ${problem}`.trim());
}

/**
 * @param {Control} control
 * @param {string} ids
 */
function describe(control, ids) {
  if (ids === '') control.removeAttribute('aria-describedby');
  else control.setAttribute('aria-describedby', ids);
}
