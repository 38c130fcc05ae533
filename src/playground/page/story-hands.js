/** What the story does on the page: it presses and fills in what a visitor would, one thing after another. */
/** @import { Control } from './controls.js' */
/** @import { Step } from './story-script.js' */
import { controlsIn } from './controls.js';
import { byId } from './dom.js';

/** Long enough to see which button it is. */
const look = 1100;
const perAnswer = 380;
const longestWait = 10_000;
const lookAgain = 100;

/**
 * @param {Step} step
 * @param {(text: string) => void} say
 * @param {(ms: number) => Promise<void>} pause rejects when somebody has stepped in
 */
export async function perform({ say: words, press, fill, until }, say, pause) {
  await pause(look);
  if (words) say(words);
  if (press)
    await point(await found(() => firstOf(latest(), (article) => buttonIn(article, press)), pause), pause);
  if (fill) await fillIn(fill, pause);
  await found(() => says(until), pause);
}

/** @param {string} words */
export function says(words) {
  return latest().some((article) => article.textContent?.includes(words));
}

/** The latest few, newest first: something else may have come in between. */
function latest() {
  return [...byId('log').querySelectorAll('article')].slice(-3).reverse();
}

/**
 * @template From, Found
 * @param {From[]} all
 * @param {(one: From) => Found | undefined} find
 */
function firstOf(all, find) {
  return all.map(find).find((found) => found !== undefined);
}

/**
 * @param {Element} within
 * @param {string} label
 */
function buttonIn(within, label) {
  return [...within.querySelectorAll('button')].find((button) => button.textContent?.trim() === label);
}

/**
 * Shows the button first, then presses it.
 * @param {HTMLElement} button
 * @param {(ms: number) => Promise<void>} pause
 */
async function point(button, pause) {
  button.scrollIntoView({ block: 'nearest' });
  button.classList.add('pointed-at');
  try {
    await pause(look);
  } finally {
    button.classList.remove('pointed-at');
  }
  button.click();
}

/**
 * @param {NonNullable<Step['fill']>} form
 * @param {(ms: number) => Promise<void>} pause
 */
async function fillIn({ answers, send }, pause) {
  const dialog = byId('form', HTMLDialogElement);
  const bar = byId('story');
  await found(() => dialog.open, pause);
  // Nothing outside an open dialog can be reached.
  move(bar, () => dialog.append(bar));
  try {
    await fillInAll(dialog, answers, pause);
    await point(await found(() => buttonIn(dialog, send), pause), pause);
    await found(() => !dialog.open, pause);
  } finally {
    move(bar, () => byId('composer').before(bar));
  }
}

/**
 * Whoever was on one of its buttons stays there.
 * @param {HTMLElement} bar
 * @param {() => void} put
 */
function move(bar, put) {
  const before = document.activeElement;
  put();
  if (before instanceof HTMLElement && bar.contains(before)) before.focus();
}

/**
 * @param {HTMLElement} dialog
 * @param {NonNullable<Step['fill']>['answers']} answers
 * @param {(ms: number) => Promise<void>} pause
 */
async function fillInAll(dialog, answers, pause) {
  for (const [field, answer] of answers) {
    const control = await found(
      () => controlsIn(dialog).find((other) => nameOf(other).includes(field)),
      pause,
    );
    control.scrollIntoView({ block: 'center' });
    if (answer === true) tick(control);
    else write(control, answer);
    await pause(perAnswer);
  }
}

/** @param {Control} box */
function tick(box) {
  if (box instanceof HTMLInputElement && !box.checked) box.click();
}

/**
 * @param {Control} control
 * @param {string} text
 */
function write(control, text) {
  control.value = text;
  control.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * As a screen reader would say it. Each platform ties its labels in its own way.
 * @param {Control} control
 */
function nameOf(control) {
  const ids = control.getAttribute('aria-labelledby')?.split(' ') ?? [];
  const labels = [...(control.labels ?? []), ...ids.map((id) => document.getElementById(id))];
  return [control.getAttribute('aria-label'), ...labels.map((label) => label?.textContent)].join(' ');
}

/**
 * @template Found
 * @param {() => Found} look
 * @param {(ms: number) => Promise<void>} pause
 * @returns {Promise<NonNullable<Found>>}
 */
async function found(look, pause) {
  for (let waited = 0; waited < longestWait; waited += lookAgain) {
    const seen = look();
    if (seen) return seen;
    await pause(lookAgain);
  }
  throw new Error('What the story needs has not appeared.');
}
