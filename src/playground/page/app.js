/** The playground's page: who one is, where one writes, and how many messages wait elsewhere. */
import { follow, load } from './api.js';
import { openComposer } from './composer.js';
import { openConversation } from './conversation.js';
import { deedsIn } from './deeds.js';
import { byId, el, redraw } from './dom.js';
import { offerLooks } from './looks.js';
import { badge, closeDrawer, drawPeople, offerSchools, wireDrawer } from './people.js';
import { addressOf, keyOf, placeFor, readAddress, whoIn } from './place.js';
import { markRead, onReadElsewhere, unreadOf } from './unread.js';

const schools = await load('schools', {});
const composer = openComposer((text) => deeds.say(text));
const conversation = openConversation(composer, noteRead);

let place;
let deeds;
/** Of every message of the school: where it is and who wrote it. */
let heads = new Map();
let stopFollowing = () => undefined;

enter(readAddress());
offerLooks(conversation.drawLog);
offerSchools(schools, (id) => go({ school: id }));
wireDrawer();
onReadElsewhere(drawCounts);
addEventListener('popstate', () => enter(readAddress()));

function go(to) {
  const next = { ...whoIn(place), ...to };
  history.pushState(null, '', addressOf(next.school, next.as, next.in));
  enter(next);
}

function enter(to) {
  const before = place;
  place = placeFor(schools, to);
  const { school, person, conversation: entered } = place;
  composer.enter(keyOf(place), entered);
  deeds = deedsIn(place, composer, conversation);
  byId('whose').textContent = entered.kind === 'direct' ? `${person.name} and Chalkline` : entered.name;
  byId('about').textContent = entered.about;
  closeDrawer();
  conversation.enter(place, deeds);
  drawCounts();
  if (before?.school === school && before.person === person) conversation.refresh();
  else followSchool();
}

function followSchool() {
  stopFollowing();
  heads = new Map();
  stopFollowing = follow(whoIn(place), { fresh: catchUp, news: hear, lost: sayOffline });
}

async function catchUp() {
  byId('offline').textContent = '';
  const { person } = place;
  const all = await load('tally', whoIn(place)).catch(() => []);
  if (person !== place.person) return;
  heads = new Map(all.map((head) => [head.number, head]));
  await conversation.refresh();
  drawCounts();
}

function sayOffline() {
  byId('offline').textContent = 'The playground does not answer just now. Nothing is lost; trying again…';
}

function hear(news) {
  heads.set(news.number, news);
  if (news.message) conversation.take(news.message);
  drawCounts();
}

function noteRead(number) {
  markRead(keyOf(place), number);
  drawCounts();
}

function drawCounts() {
  const { school, person } = place;
  const all = [...heads.values()];
  const counts = (one) => unreadOf(school, one, all);
  const total = (one) => Object.values(counts(one)).reduce((sum, count) => sum + count, 0);
  drawPeople(school, person, total, (id) => go({ as: id }));
  drawTabs(counts(person));
  const unread = total(person);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${person.name} · Chalkline playground`;
}

function drawTabs(counts) {
  redraw(
    byId('conversations'),
    place.person.conversations.map((one) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            'aria-current': one.id === place.conversation.id ? 'page' : undefined,
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
