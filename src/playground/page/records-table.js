/** One table of the records, a page at a time: a table on a wide screen, and a card for each row on a narrow one. */
/** @import { ShownTable } from '../exchange.ts' */
import { el } from './dom.js';

/** How many rows are shown at once. A print has all of them. */
const pageful = 25;

/**
 * The roles keep it a table to a screen reader, however it is laid out.
 * @param {ShownTable} table
 * @param {string} title
 * @param {{ from: number }} page where one is in it, which a table that is drawn anew goes on from
 */
export function drawTable({ columns, rows }, title, page) {
  const lines = rows.map((row) =>
    el(
      'tr',
      { role: 'row' },
      row.map((cell, at) => drawCell(cell, at, columns)),
    ),
  );
  const table = el(
    'table',
    { role: 'table', class: 'register' },
    el('caption', { class: 'hidden' }, title),
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        columns.map((column) => el('th', { role: 'columnheader', scope: 'col' }, column)),
      ),
    ),
    el('tbody', { role: 'rowgroup' }, lines),
  );
  return lines.length > pageful ? [table, pager(lines, page)] : [table];
}

/**
 * The first cell names its row.
 * @param {string} cell
 * @param {number} at
 * @param {string[]} columns
 */
function drawCell(cell, at, columns) {
  const data = { label: columns[at] ?? '' };
  if (at === 0) return el('th', { role: 'rowheader', scope: 'row', data }, cell);
  return el('td', { role: 'cell', data, class: cell === '' ? 'left-out' : undefined }, cell || '–');
}

/**
 * @param {HTMLElement[]} rows
 * @param {{ from: number }} page
 */
function pager(rows, page) {
  const told = el('p', { role: 'status' });
  const newer = el('button', { type: 'button', class: 'act', onclick: () => turn(-pageful) }, 'Newer');
  const older = el('button', { type: 'button', class: 'act', onclick: () => turn(pageful) }, 'Older');
  show();
  return el('div', { class: 'pager' }, newer, told, older);

  /** @param {number} by */
  function turn(by) {
    page.from += by;
    show();
    rows[page.from]?.scrollIntoView({ block: 'nearest' });
    // Nobody is left on a button that leads nowhere any more.
    if (newer.disabled) older.focus();
    if (older.disabled) newer.focus();
  }

  function show() {
    const { from } = page;
    for (const [at, row] of rows.entries())
      row.classList.toggle('elsewhere', at < from || at >= from + pageful);
    told.textContent = `${from + 1} to ${Math.min(from + pageful, rows.length)} of ${rows.length}`;
    newer.disabled = from === 0;
    older.disabled = from + pageful >= rows.length;
  }
}
