/** What the school keeps, as tables: its registers and the audit trail, for those who may look through them. */
/** @import { ShownRecords, ShownTable } from '../exchange.ts' */
/** @import { Place } from './place.js' */
import { failureOf, load } from './api.js';
import { byId, el, redraw } from './dom.js';
import { isPlainClick } from './people.js';
import { addressOf, whoIn } from './place.js';

/** How many rows are shown at once. A print has all of them. */
const pageful = 25;

/** @param {(table: string) => void} open is called with the table that somebody wants to look at. */
export function openRecords(open) {
  /** @type {Place} */
  let here;
  let drawn = '';

  const link = byId('to-records', HTMLAnchorElement);
  link.addEventListener('click', (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    open('accounts');
  });

  /**
   * Among the records, or back from them.
   * @param {Place} place
   */
  function enter(place) {
    here = place;
    drawn = '';
    const { school, person, table } = place;
    document.body.classList.toggle('at-records', table !== undefined);
    link.href = addressOf(school.id, person.id, undefined, 'accounts');
    link.ariaCurrent = table ? 'page' : null;
    skipTo(table ? '#table' : '#words', table ? 'Skip to the table' : 'Skip to writing');
    if (!table) return;
    byId('whose').textContent = 'Records';
    byId('about').textContent = `What ${school.name} keeps. You see what is for you to read.`;
    byId('table').replaceChildren();
    refresh();
  }

  /** What has changed meanwhile. Whoever reads what has not is left alone. */
  async function refresh() {
    const place = here;
    if (!place?.table) return;
    const query = { ...whoIn(place), table: place.table };
    try {
      const records = await load('records', query);
      const text = JSON.stringify(records);
      if (place !== here || text === drawn) return;
      drawn = text;
      drawRecords(records, query);
    } catch (error) {
      if (place === here) drawRefusal(failureOf(error).message);
    }
  }

  /**
   * @param {ShownRecords} records
   * @param {{ school: string, as: string, table: string }} query
   */
  function drawRecords({ tables, table }, query) {
    const title = tables.find(({ name }) => name === table.name)?.title ?? '';
    redraw(
      byId('tables'),
      tables.map((other) => el('li', {}, tableButton(other, other.name === table.name))),
    );
    byId('tables').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    byId('table').replaceChildren(
      el(
        'header',
        {},
        el('h2', {}, title),
        el('button', { type: 'button', class: 'act', onclick: () => print() }, 'Print'),
        el(
          'a',
          { class: 'act', href: `/playground/records.csv?${new URLSearchParams(query)}`, download: true },
          'Download as CSV',
        ),
      ),
      ...drawCheck(table),
      ...(table.rows.length > 0 ? drawTable(table, title) : [nothingYet(title)]),
    );
  }

  /**
   * @param {{ name: string, title: string }} table
   * @param {boolean} isShown
   */
  function tableButton({ name, title }, isShown) {
    return el(
      'button',
      { type: 'button', 'aria-current': isShown ? 'page' : undefined, onclick: () => open(name) },
      title,
    );
  }

  return { enter, refresh };
}

/**
 * @param {string} place
 * @param {string} words
 */
function skipTo(place, words) {
  const skip = byId('skip', HTMLAnchorElement);
  skip.href = place;
  skip.textContent = words;
}

/** @param {string} why */
function drawRefusal(why) {
  byId('tables').replaceChildren();
  byId('table').replaceChildren(el('p', { class: 'nothing', role: 'status' }, why));
}

/** @param {string} title */
function nothingYet(title) {
  return el('p', { class: 'nothing' }, `${title}: there is nothing to show you yet.`);
}

/** @param {ShownTable} table */
function drawCheck({ check }) {
  return check
    ? [el('p', { class: check.whole ? 'check' : 'check broken', role: 'status' }, check.words)]
    : [];
}

/**
 * A table on a wide screen, and a card for each row on a narrow one; the roles keep it a table to a screen reader.
 * @param {ShownTable} table
 * @param {string} title
 */
function drawTable({ columns, rows }, title) {
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
  return [table, ...(lines.length > pageful ? [pager(lines)] : [])];
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

/** @param {HTMLElement[]} rows */
function pager(rows) {
  let from = 0;
  const told = el('p', { role: 'status' });
  const newer = el('button', { type: 'button', class: 'act', onclick: () => turn(-pageful) }, 'Newer');
  const older = el('button', { type: 'button', class: 'act', onclick: () => turn(pageful) }, 'Older');
  turn(0);
  return el('div', { class: 'pager' }, newer, told, older);

  /** @param {number} by */
  function turn(by) {
    from += by;
    for (const [at, row] of rows.entries())
      row.classList.toggle('elsewhere', at < from || at >= from + pageful);
    told.textContent = `${from + 1} to ${Math.min(from + pageful, rows.length)} of ${rows.length}`;
    newer.disabled = from === 0;
    older.disabled = from + pageful >= rows.length;
    if (by !== 0) rows[from]?.scrollIntoView({ block: 'nearest' });
  }
}
