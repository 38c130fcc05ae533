/** The left side: which school, and who one is there. On a phone it is a drawer. */
/** @import { ShownPerson, ShownSchool } from '../exchange.ts' */
import { byId, el, redraw } from './dom.js';
import { avatar } from './messages.js';
import { addressOf } from './place.js';

/**
 * @param {ShownSchool[]} schools
 * @param {(id: string) => void} choose
 */
export function offerSchools(schools, choose) {
  const select = byId('school', HTMLSelectElement);
  select.replaceChildren(...schools.map(({ id, name }) => el('option', { value: id }, name)));
  select.addEventListener('change', () => choose(select.value));
}

/**
 * @param {ShownSchool} school
 * @param {ShownPerson} person
 * @param {(person: ShownPerson) => number} unread
 * @param {(id: string) => void} choose
 */
export function drawPeople(school, person, unread, choose) {
  byId('school', HTMLSelectElement).value = school.id;
  redraw(
    byId('personas'),
    school.people.map((member) =>
      el('li', {}, personLink(school, member, member === person, unread(member), choose)),
    ),
  );
  byId('open-people').replaceChildren(
    avatar(person.name),
    el('span', {}, person.name.split(' ')[0]),
    el('span', { class: 'hidden' }, '. Choose a school and a person'),
  );
  const leader = school.people.find((other) => other !== person && other.leads) ?? person;
  byId('second', HTMLAnchorElement).href = addressOf(school.id, leader.id);
}

/**
 * @param {ShownSchool} school
 * @param {ShownPerson} person
 * @param {boolean} isCurrent
 * @param {number} count
 * @param {(id: string) => void} choose
 */
function personLink(school, person, isCurrent, count, choose) {
  const go = (/** @type {MouseEvent} */ event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    choose(person.id);
  };
  return el(
    'a',
    {
      href: addressOf(school.id, person.id),
      'aria-current': isCurrent ? 'true' : undefined,
      onclick: go,
      data: { person: person.id },
    },
    avatar(person.name),
    el('span', { class: 'named' }, el('strong', {}, person.name), el('span', {}, person.part)),
    badge(count),
  );
}

/**
 * The usual ways to open a link in a new tab keep working.
 * @param {MouseEvent} event
 */
export function isPlainClick(event) {
  return !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;
}

/** @param {number} count */
export function badge(count) {
  return (
    count > 0 && el('span', { class: 'badge' }, String(count), el('span', { class: 'hidden' }, ' unread'))
  );
}

function openDrawer() {
  setDrawer(true);
  byId('close-people').focus();
}

export function closeDrawer() {
  if (!document.body.classList.contains('choosing')) return;
  setDrawer(false);
  byId('open-people').focus();
}

/** @param {boolean} open */
function setDrawer(open) {
  document.body.classList.toggle('choosing', open);
  byId('main').inert = open;
  byId('scrim').hidden = !open;
  byId('open-people').setAttribute('aria-expanded', String(open));
}

export function wireDrawer() {
  byId('open-people').addEventListener('click', openDrawer);
  byId('close-people').addEventListener('click', closeDrawer);
  byId('scrim').addEventListener('click', closeDrawer);
  addEventListener('keydown', (event) => event.key === 'Escape' && closeDrawer());
  matchMedia('(min-width: 821px)').addEventListener('change', closeDrawer);
}
