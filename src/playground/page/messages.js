/** One message on the page: who wrote it, when, and what it says, as Teams or as Slack would show it. */
/** @import { ShownMessage, ShownPerson } from '../exchange.ts' */
/** @import { Pressing, Saying } from '../receive.ts' */
/** @import { SlackCard } from './slack.js' */
import { answerIn, controlsIn, fillIn } from './controls.js';
import { el } from './dom.js';
import { withPictures } from './emoji.js';
import { picksOn } from './form-draft.js';
import { look } from './looks.js';
import { openMore, printedMore } from './more.js';
import { shortTime } from './now.js';
import { drawSlack } from './slack.js';
import { drawTeams } from './teams.js';

/** @typedef {ShownMessage & { state?: undefined }} Arrived */

/**
 * Words on their way, with what is needed to send them again. `key` names the place in which they were written.
 * @typedef {ShownMessage & { state: 'sending' | 'failed', key: string, body: Saying, problem?: string }} Underway
 */

/** @typedef {Arrived | Underway} Message */

/** @typedef {Pick<Pressing, 'action' | 'value' | 'answers'>} Pressed */

/**
 * What somebody can do about a message.
 * @typedef {object} Verbs
 * @property {string} person who does it
 * @property {(message: Message, pressed: Pressed, button: Element) => void} press
 * @property {(message: Message) => void} answer
 * @property {(message: Underway) => void} again
 */

/**
 * @param {Message} message
 * @param {ShownPerson[]} people
 * @param {Verbs} does
 */
export function drawMessage(message, people, does) {
  const { said } = message;
  const mine = said.by === 'person' && said.person === does.person;
  const name = writerOf(message, people);
  return el(
    'article',
    {
      class: `message ${said.by} ${mine ? 'mine' : ''} ${message.state ?? ''}`,
      data: { id: message.id },
      'aria-label': name,
    },
    avatar(said.by === 'person' ? name : undefined),
    el(
      'div',
      { class: 'told' },
      el('header', {}, el('strong', {}, name), ...marks(message)),
      said.by === 'person' ? el('p', { class: 'words' }, said.text) : drawCard(message, does),
      message.state === 'failed' && failed(message, does),
    ),
  );
}

/**
 * @param {Message} message
 * @param {ShownPerson[]} people
 */
export function writerOf({ said }, people) {
  if (said.by === 'chalkline') return 'Chalkline';
  // Whoever has left the school has still written what they wrote.
  return people.find(({ id }) => id === said.person)?.name ?? 'Someone';
}

/** @param {string} [name] nobody's is Chalkline's */
export function avatar(name) {
  if (!name)
    return el('img', { class: 'avatar', src: '/playground/page/mark.svg', alt: '', width: 36, height: 36 });
  const initials = name
    .split(' ')
    .map((part) => part[0])
    .join('');
  return el(
    'span',
    { class: 'avatar', 'aria-hidden': 'true', data: { tint: String(tintOf(name)) } },
    initials.slice(0, 2),
  );
}

/** @param {string} name */
function tintOf(name) {
  return [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
}

/** @param {Message} message */
function marks(message) {
  return [
    el('time', { datetime: message.at }, shortTime(message.at)),
    message.edits > 0 && el('span', { class: 'mark' }, look() === 'slack' ? '(edited)' : 'Edited'),
    message.onlyFor &&
      message.onlyFor !== message.conversation &&
      el('span', { class: 'mark only' }, 'Only you can see this'),
    message.state === 'sending' && el('span', { class: 'mark', role: 'status' }, 'Sending…'),
  ];
}

/**
 * @param {Message} message
 * @param {Verbs} does
 */
function drawCard(message, does) {
  const chosen = look();
  if (chosen !== 'both') return drawAs[chosen](message, does);
  return el(
    'div',
    { class: 'both' },
    el('figure', {}, el('figcaption', {}, 'In Teams'), drawAs.teams(message, does)),
    el('figure', {}, el('figcaption', {}, 'In Slack'), drawAs.slack(message, does)),
  );
}

const drawAs = {
  teams: orAsText('teams', (card, press) => {
    const { drawn } = drawTeams(card, (data, button) => press(pressedIn(data), button));
    return drawn;
  }),
  slack: orAsText('slack', (card, press) => {
    const { blocks, more } = /** @type {SlackCard} */ (card);
    const drawn = drawSlack(blocks, (pressed, button) => {
      if (more && pressed.action === more.callback_id) openMore(more, button, press);
      else press({ ...pressed, answers: answersOn(drawn) }, button);
    });
    if (more) drawn.append(printedMore(more));
    return drawn;
  }),
};

/**
 * What cannot be drawn is read as text.
 * @param {'teams' | 'slack'} platform
 * @param {(card: unknown, press: (pressed: Pressed, button: Element) => void) => HTMLElement} draw
 */
function orAsText(platform, draw) {
  return (/** @type {Message} */ message, /** @type {Verbs} */ does) => {
    try {
      const card = message[platform];
      const press = (/** @type {Pressed} */ pressed, /** @type {Element} */ button) =>
        does.press(message, pressed, button);
      if (card) return withPictures(withPicks(draw(card, press), message));
    } catch (error) {
      console.error(error);
    }
    return el('p', { class: 'words' }, message.twin);
  };
}

/**
 * What was picked on a card is still picked after a reload, or as the other platform draws it.
 * @param {HTMLElement} drawn
 * @param {Message} message
 */
function withPicks(drawn, { id }) {
  const picks = picksOn(id);
  const before = picks.read();
  if (controlsIn(drawn).length === 0) picks.forget();
  else if (before !== undefined) fillIn(drawn, before);
  drawn.addEventListener('input', () => picks.keep(answerIn(drawn)));
  return drawn;
}

/**
 * A button may carry more than the deed.
 * @param {object} data
 */
function pressedIn(data) {
  const { action, value = {}, ...beside } = /** @type {Pressed & Record<string, unknown>} */ (data);
  const texts = Object.entries(beside).filter(([, text]) => typeof text === 'string');
  return { action, value, answers: /** @type {Record<string, string>} */ (Object.fromEntries(texts)) };
}

/**
 * What was filled in on a card as Slack draws it.
 * @param {HTMLElement} card
 */
function answersOn(card) {
  const inputs = /** @type {NodeListOf<HTMLElement>} */ (card.querySelectorAll('.slack-input'));
  return Object.fromEntries([...inputs].map((input) => [input.dataset.name ?? '', answerIn(input)]));
}

/**
 * @param {Underway} message
 * @param {Verbs} does
 */
function failed(message, does) {
  return el(
    'p',
    { class: 'problem', role: 'alert' },
    `${message.problem} `,
    el('button', { type: 'button', class: 'plain', onclick: () => does.again(message) }, 'Try again'),
  );
}
