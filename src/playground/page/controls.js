/** What is filled in, in the controls of a question. */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/** @param {Element | undefined} field */
export function answerIn(field) {
  const controls = controlsIn(field);
  const boxes = controls.filter(isBox);
  if (boxes.length === 0) return controls[0]?.value ?? '';
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  return boxes[0]?.type === 'radio' ? (chosen[0] ?? '') : chosen;
}

/**
 * @param {Element | undefined} field
 * @param {string | string[]} answer
 */
export function fillIn(field, answer) {
  const values = [answer].flat();
  for (const control of controlsIn(field)) {
    if (isBox(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? '';
  }
}

/**
 * @param {Control} control
 * @returns {control is HTMLInputElement}
 */
function isBox(control) {
  return control.type === 'checkbox' || control.type === 'radio';
}

/**
 * @param {Element | undefined} field
 * @returns {Control[]}
 */
export function controlsIn(field) {
  /** @type {NodeListOf<Control> | undefined} */
  const controls = field?.querySelectorAll('input, select, textarea');
  return [...(controls ?? [])];
}
