/** The left side: which school, and who one is there. On a phone it is a drawer. */
import { byId, el, redraw } from './dom.js';
import { avatar } from './messages.js';
import { addressOf } from './place.js';

export function offerSchools(schools, choose) {
  const select = byId('school');
  select.replaceChildren(...schools.map((one) => el('option', { value: one.id }, one.name)));
  select.addEventListener('change', () => choose(select.value));
}

/** `unread` gives a number for each person. */
export function drawPeople(school, person, unread, choose) {
  byId('school').value = school.id;
  redraw(
    byId('personas'),
    school.people.map((one) =>
      el('li', {}, personLink(school, one, one.id === person.id, unread(one), choose)),
    ),
  );
  byId('open-people').replaceChildren(
    avatar(person.name),
    el('span', {}, person.name.split(' ')[0]),
    el('span', { class: 'hidden' }, '. Choose a school and a person'),
  );
  const other = school.people.find((one) => one.id !== person.id && one.leads) ?? person;
  byId('second').href = addressOf(school.id, other.id);
}

function personLink(school, one, isCurrent, count, choose) {
  const go = (event) => {
    // The usual ways to open a link in a new tab keep working.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    choose(one.id);
  };
  return el(
    'a',
    {
      href: addressOf(school.id, one.id),
      'aria-current': isCurrent ? 'true' : undefined,
      onclick: go,
      data: { person: one.id },
    },
    avatar(one.name),
    el('span', { class: 'named' }, el('strong', {}, one.name), el('span', {}, one.part)),
    badge(count),
  );
}

export function badge(count) {
  return (
    count > 0 && el('span', { class: 'badge' }, String(count), el('span', { class: 'hidden' }, ' unread'))
  );
}

export function openDrawer() {
  setDrawer(true);
  byId('close-people').focus();
}

export function closeDrawer() {
  if (!document.body.classList.contains('choosing')) return;
  setDrawer(false);
  byId('open-people').focus();
}

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
