/** The playground's page: who one is, where one writes, and what comes back. */
import { Failure, follow, freshId, load, send } from './api.js';
import { openComposer } from './composer.js';
import { byId, el, redraw } from './dom.js';
import { openForm } from './form.js';
import { openLog } from './log.js';
import { offerLooks } from './looks.js';
import { addressOf, badge, closeDrawer, drawPeople, offerSchools, wireDrawer } from './people.js';
import { suggestionsFor, welcomeTo } from './suggestions.js';
import { markRead, onReadElsewhere, unreadOf } from './unread.js';

const log = openLog();
const composer = openComposer(say);
const schools = await load('schools', {});

let school;
let person;
let conversation;
let thread;
let messages = new Map();
/** Words on their way, by message id, with what is needed to send them again. */
const underway = new Map();
/** Of every message of the school: where it is and who wrote it. */
let heads = new Map();
let stopFollowing = () => undefined;

offerLooks(() => drawLog());
offerSchools(schools, (id) => go({ school: id }));
wireDrawer();
onReadElsewhere(drawCounts);
byId('earlier').addEventListener('click', showEarlier);
addEventListener('popstate', () => enter(readAddress()));
document.addEventListener('visibilitychange', noteRead);
enter(readAddress());

function readAddress() {
  const asked = Object.fromEntries(new URLSearchParams(location.search));
  return { school: asked.school, as: asked.as, in: asked.in };
}

function go(to) {
  const next = { school: school.id, as: person.id, ...to };
  history.pushState(null, '', addressOf(next.school, next.as, next.in));
  enter(next);
}

function enter(to) {
  const before = person && `${school.id}/${person.id}`;
  school = schools.find((one) => one.id === to.school) ?? schools[0];
  person = school.people.find((one) => one.id === to.as) ?? school.people[0];
  conversation = person.conversations.find((one) => one.id === to.in) ?? person.conversations[0];
  messages = new Map();
  stopReplying();
  composer.enter(`${school.id}/${person.id}/${conversation.id}`, conversation);
  byId('whose').textContent =
    conversation.kind === 'direct' ? `${person.name} and Chalkline` : conversation.name;
  byId('about').textContent = conversation.about;
  closeDrawer();
  drawLog();
  drawCounts();
  if (before === `${school.id}/${person.id}`) fetchMessages();
  else followSchool();
}

function followSchool() {
  stopFollowing();
  heads = new Map();
  stopFollowing = follow(
    { school: school.id, as: person.id },
    { fresh: catchUp, news: hear, lost: sayOffline },
  );
}

async function catchUp() {
  byId('offline').textContent = '';
  const where = person;
  const all = await load('tally', { school: school.id, as: person.id }).catch(() => []);
  if (where !== person) return;
  heads = new Map(all.map((head) => [head.number, head]));
  await fetchMessages();
}

function sayOffline() {
  byId('offline').textContent = 'The playground does not answer just now. Nothing is lost; trying again…';
}

function hear(news) {
  heads.set(news.number, news);
  if (news.message?.conversation === conversation.id) take(news.message);
  drawCounts();
}

async function fetchMessages() {
  const here = conversation;
  const query = { school: school.id, as: person.id, conversation: here.id };
  const page = await load('messages', query).catch(() => undefined);
  if (!page || here !== conversation) return;
  const isNew = page.messages.some((one) => messages.get(one.id)?.edits !== one.edits);
  for (const message of page.messages) keep(message);
  byId('earlier').hidden = !page.more;
  if (isNew) drawLog();
  drawAround();
  noteRead();
}

async function showEarlier() {
  const here = conversation;
  const before = Math.min(...[...messages.values()].map((one) => one.number));
  const page = await load('messages', { school: school.id, as: person.id, conversation: here.id, before });
  if (here !== conversation) return;
  for (const message of page.messages) keep(message);
  byId('earlier').hidden = !page.more;
  drawLog();
}

function keep(message) {
  const before = messages.get(message.id);
  if (!before || before.edits <= message.edits) messages.set(message.id, message);
  underway.delete(message.id);
}

function take(message) {
  keep(message);
  log.show(messages.get(message.id));
  drawAround();
  noteRead();
}

function drawLog() {
  const inOrder = [...messages.values()].sort((a, b) => a.number - b.number);
  const mine = [...underway.values()].filter((one) => one.key === placeKey());
  log.drawAll([...inOrder, ...mine], {
    people: school.people,
    threads: conversation.kind !== 'direct',
    does: { person: person.id, press, answer: reply, again: (message) => post(message) },
  });
  drawAround();
}

function placeKey() {
  return `${school.id}/${person.id}/${conversation.id}`;
}

/** What stands around the messages: a welcome where there are none, and things to try unless a form is underway. */
function drawAround() {
  composer.suggest(isAsked() ? [] : suggestionsFor(person, conversation));
  const isEmpty = messages.size === 0 && ![...underway.values()].some((one) => one.key === placeKey());
  byId('empty').hidden = !isEmpty;
  if (!isEmpty) return;
  const { title, text } = welcomeTo(person, conversation, school);
  byId('empty').replaceChildren(
    el('img', { src: '/playground/page/mark.svg', alt: '', width: 56, height: 56 }),
    el('h2', {}, title),
    el('p', {}, text),
  );
}

/** In the middle of a form, what is written is its answer, and a suggestion would be taken as one. */
function isAsked() {
  const cards = [...messages.values()].filter((one) => one.said.by === 'chalkline');
  const last = cards.sort((a, b) => a.number - b.number).at(-1)?.said.card;
  const actions = [...(last?.choices ?? []), ...(last?.buttons ?? [])].map((one) => one.action);
  return actions.some((action) => action.startsWith('form.') && action !== 'form.restore');
}

function noteRead() {
  const last = Math.max(0, ...[...messages.values()].map((one) => one.number));
  if (!document.hidden) markRead(school.id, person.id, conversation.id, last);
  drawCounts();
}

function drawCounts() {
  const all = [...heads.values()];
  const counts = (one) => unreadOf(school.id, one, all);
  const total = (one) => Object.values(counts(one)).reduce((sum, count) => sum + count, 0);
  drawPeople(school, person, total, (id) => go({ as: id }));
  drawTabs(counts(person));
  const unread = total(person);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${person.name} · Chalkline playground`;
}

function drawTabs(counts) {
  redraw(
    byId('conversations'),
    person.conversations.map((one) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            'aria-current': one.id === conversation.id ? 'page' : undefined,
            data: { conversation: one.id },
            onclick: () => go({ in: one.id }),
          },
          one.name,
          badge(counts[one.id]),
        ),
      ),
    ),
  );
}

function say(text) {
  const id = freshId();
  const body = {
    id,
    school: school.id,
    as: person.id,
    at: { conversation: conversation.id, ...(thread ? { thread } : {}) },
    text,
  };
  stopReplying();
  return post({
    id: `${person.id}-${id}`,
    key: placeKey(),
    body,
    number: Number.POSITIVE_INFINITY,
    at: new Date().toISOString(),
    conversation: body.at.conversation,
    ...(body.at.thread ? { thread: body.at.thread } : {}),
    said: { by: 'person', person: person.id, text },
    edits: 0,
  });
}

/** Shows the words at once, and what has become of them after. Sent again, they still count once. */
async function post(message) {
  show({ ...message, state: 'sending' });
  try {
    const reply = await send('say', message.body);
    underway.delete(message.id);
    if (message.key === placeKey() && !messages.has(message.id)) await fetchMessages();
    if (reply.form) ask(reply.form);
  } catch (error) {
    if (error instanceof Failure && error.refused && message.key === placeKey()) {
      underway.delete(message.id);
      drawLog();
      composer.giveBack(message.body.text, error.message);
    } else show({ ...message, state: 'failed', problem: error.message });
  }
}

function show(message) {
  underway.set(message.id, message);
  if (message.key === placeKey()) log.show(message);
  drawAround();
}

/** The button waits for the answer; pressed again because of a failure, it is the same press. */
async function press(message, data, button, id = freshId()) {
  if (button.getAttribute('aria-busy') === 'true') return;
  const card = button.closest('article');
  card.querySelector('.pressing')?.remove();
  button.setAttribute('aria-busy', 'true');
  try {
    const body = { id, school: school.id, as: person.id, message: message.id, ...data };
    const reply = await send('press', body);
    if (reply.form) ask(reply.form);
  } catch (error) {
    const again = () => press(message, data, button, id);
    card
      .querySelector('.told')
      .append(
        el(
          'p',
          { class: 'problem pressing', role: 'alert' },
          `${error.message} `,
          !error.refused && el('button', { type: 'button', class: 'plain', onclick: again }, 'Try again'),
        ),
      );
  } finally {
    button.removeAttribute('aria-busy');
  }
}

function ask(form) {
  const id = freshId();
  const who = { school: school.id, as: person.id };
  let tries = 0;
  openForm(form, async (answers) => {
    const { form: name, value } = form.card;
    const reply = await send('submit', {
      id: `${id}-${tries}`,
      ...who,
      at: form.at,
      form: name,
      value,
      answers,
    });
    // What was refused was a deed of its own; only what did not get through is sent again under its id.
    tries += 1;
    return { problems: reply.problems ?? {}, next: reply.form && (() => ask(reply.form)) };
  });
}

function reply(message) {
  thread = message.id;
  const name =
    message.said.by === 'person'
      ? school.people.find((one) => one.id === message.said.person)?.name
      : 'Chalkline';
  composer.replyTo(name, stopReplying);
}

function stopReplying() {
  thread = undefined;
  composer.replyTo(undefined);
}
