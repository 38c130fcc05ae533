/** The playground's page: who one is, where one writes, and how many messages wait elsewhere. */
/** @import { Envelope, News, ShownPerson, Standing } from '../exchange.ts' */
/** @import { Actions } from './actions.js' */
/** @import { Asked, Place } from './place.js' */

import { actionsIn } from './actions.js';
import { follow, load } from './api.js';
import { openComposer } from './composer.js';
import { openConversation } from './conversation.js';
import { byId, el, redraw } from './dom.js';
import { offerLooks } from './looks.js';
import { setNow, today } from './now.js';
import { badge, closeDrawer, drawPeople, offerSchools, wireDrawer } from './people.js';
import { addressOf, keyOf, placeFor, readAddress, whoIn } from './place.js';
import { headPrints } from './print.js';
import { openRecords } from './records.js';
import { openStory } from './story.js';
import { drawTime, offerTime } from './time.js';
import { markRead, onReadElsewhere, unreadOf } from './unread.js';

const schools = await load('schools', {});
const composer = openComposer((text) => actions.say(text));
const story = openStory(goOnStage, (text) => actions.say(text));
const conversation = openConversation(composer, story.start, noteRead);
const records = openRecords((table) => go({ records: table }));

/** @type {Place} */
let place;
/** @type {Actions} */
let actions;
/** @type {Map<number, Envelope>} */
let envelopes = new Map();
let stopFollowing = () => {};

enter(readAddress());
offerLooks(conversation.drawLog);
offerSchools(schools, (id) => go({ school: id }));
wireDrawer();
offerTime(() => place);
byId('watch').addEventListener('click', story.start);
onReadElsewhere(drawCounts);
headPrints(() => place);
addEventListener('popstate', () => enter(readAddress()));

/** @param {{ school?: string, as?: string, in?: string, records?: string | undefined }} to */
function go(to) {
  const next = { ...whoIn(place), ...to };
  history.pushState(null, '', addressOf(next.school, next.as, next.in, next.records));
  enter(next);
}

/**
 * The story is played at the first school.
 * @param {{ as: string, in: string }} to
 */
function goOnStage(to) {
  const { id } = placeFor(schools, {}).school;
  const isThere = place.school.id === id && place.person.id === to.as && place.conversation.id === to.in;
  if (!isThere) go({ school: id, ...to });
}

/** @param {Asked} to */
function enter(to) {
  const before = place;
  place = placeFor(schools, to);
  const { school, person, conversation: entered } = place;
  composer.enter(keyOf(place), entered);
  actions = actionsIn(place, composer, conversation);
  byId('whose').textContent = entered.kind === 'direct' ? `${person.name} and Chalkline` : entered.name;
  byId('about').textContent = entered.about;
  records.enter(place);
  closeDrawer();
  conversation.enter(place, actions);
  actions.resume();
  drawCounts();
  if (before?.school === school && before.person === person) conversation.refresh();
  else followSchool();
}

function followSchool() {
  stopFollowing();
  envelopes = new Map();
  stopFollowing = follow(whoIn(place), {
    fresh: catchUp,
    news: takeNews,
    standing: takeStanding,
    lost: sayOffline,
  });
}

async function catchUp() {
  byId('offline').textContent = '';
  const { person } = place;
  const all = await load('tally', whoIn(place)).catch(() => []);
  if (person !== place.person) return;
  envelopes = new Map(all.map((envelope) => [envelope.number, envelope]));
  await conversation.refresh();
  drawCounts();
}

function sayOffline() {
  byId('offline').textContent = 'The playground isn’t answering just now. Nothing is lost. Trying again…';
}

/** @param {News} news */
function takeNews(news) {
  envelopes.set(news.number, news);
  if (news.message) conversation.take(news.message);
  records.refresh();
  drawCounts();
}

/** @param {Standing} standing */
function takeStanding(standing) {
  const { school } = place;
  const isAfresh = standing.begun !== school.standing.begun;
  const dayBefore = today();
  school.standing = standing;
  setNow(standing);
  drawTime(school);
  if (isAfresh) enterAfresh();
  else if (today() !== dayBefore) conversation.drawLog();
}

/** Nothing of what one had before one is there any more: no messages, no drafts, no open form. */
function enterAfresh() {
  envelopes = new Map();
  byId('form', HTMLDialogElement).close();
  enter({ ...whoIn(place), in: place.conversation.id });
}

/** @param {number} number */
function noteRead(number) {
  // Among the records nobody sees what is written meanwhile.
  if (place.table) return;
  markRead(keyOf(place), number);
  drawCounts();
}

function drawCounts() {
  const { school, person } = place;
  const all = [...envelopes.values()];
  const counts = (/** @type {ShownPerson} */ reader) => unreadOf(school, reader, all);
  const total = (/** @type {ShownPerson} */ reader) =>
    Object.values(counts(reader)).reduce((sum, count) => sum + count, 0);
  drawPeople(school, person, total, (id) => go({ as: id, records: place.table }));
  drawTabs(counts(person));
  const unread = total(person);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${place.table ? 'Records · ' : ''}${person.name} · Chalkline playground`;
}

/** @param {Record<string, number>} counts */
function drawTabs(counts) {
  redraw(
    byId('conversations'),
    place.person.conversations.map(({ id, name }) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            'aria-current': id === place.conversation.id && !place.table ? 'page' : undefined,
            data: { conversation: id },
            onclick: () => go({ in: id }),
          },
          name,
          badge(counts[id] ?? 0),
        ),
      ),
    ),
  );
}
