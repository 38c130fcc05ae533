/** What the school keeps, as tables: its registers and the audit trail, for those who may look through them. */
/** @import { ShownRecords, ShownTable } from '../exchange.ts' */
/** @import { Place } from './place.js' */
import { failureOf, load } from './api.js';
import { byId, el, redraw } from './dom.js';
import { isPlainClick } from './people.js';
import { addressOf, whoIn } from './place.js';
import { drawTable } from './records-table.js';

/** @param {(table: string) => void} open is called with the table that somebody wants to look at. */
export function openRecords(open) {
  /** @type {Place} */
  let here;
  let drawn = '';
  const page = { from: 0 };

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
    page.from = 0;
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
    fill(
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
      ...(table.rows.length > 0 ? drawTable(table, title, page) : [nothingYet(title)]),
    );
  }

  /**
   * Whoever was on one of the buttons stays there.
   * @param {HTMLElement[]} parts
   */
  function fill(...parts) {
    const place = byId('table');
    const at = [...place.querySelectorAll('a, button')].findIndex((part) => part.matches(':focus'));
    place.replaceChildren(...parts);
    /** @type {NodeListOf<HTMLElement>} */
    const controls = place.querySelectorAll('a, button');
    controls[at]?.focus();
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
  return el('p', { class: 'nothing' }, `There’s nothing under “${title}” yet.`);
}

/** @param {ShownTable} table */
function drawCheck({ check }) {
  return check
    ? [el('p', { class: check.whole ? 'check' : 'check broken', role: 'status' }, check.words)]
    : [];
}
