/** Builds elements: what is given as text can never become markup. */

/** @typedef {string | Node | false | null | undefined} Child */

/**
 * @typedef {'alt' | 'checked' | 'class' | 'datetime' | 'download' | 'for' | 'form' | 'height' | 'href' | 'id' | 'maxlength'
 *   | 'name' | 'novalidate' | 'placeholder' | 'role' | 'rows' | 'scope' | 'selected' | 'src' | 'tabindex' | 'type' | 'value'
 *   | 'width'
 *   | `aria-${string}`} Attribute
 */

/**
 * @typedef {{ [name in Attribute]?: string | number | boolean | undefined } & {
 *   data?: Record<string, string>,
 *   onclick?: (event: MouseEvent) => unknown,
 *   onclose?: () => unknown,
 * }} Props
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {(Child | Child[])[]} children
 */
export function el(tag, { data, onclick, onclose, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  Object.assign(element.dataset, data);
  element.onclick = onclick ?? null;
  element.onclose = onclose ?? null;
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

const svg = 'http://www.w3.org/2000/svg';

/** @param {string} path */
export function icon(path) {
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('viewBox', '0 0 20 20');
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg, 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}

/**
 * What the page's HTML has under this id. What it must be is said where more than an element is needed.
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} id
 * @param {new () => Kind} [kind]
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (element instanceof (kind ?? HTMLElement)) return /** @type {Kind} */ (element);
  throw new Error(`Expected the page to have ${kind?.name ?? 'an element'} with the id “${id}”.`);
}

/**
 * Fills a list anew; whoever was on one of its links or buttons stays there.
 * @param {Element} list
 * @param {Element[]} items
 */
export function redraw(list, items) {
  const at = [...list.children].findIndex((item) => item.contains(document.activeElement));
  list.replaceChildren(...items);
  /** @type {HTMLElement | null | undefined} */
  const before = list.children[at]?.querySelector('a, button');
  before?.focus();
}
