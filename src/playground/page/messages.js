/** One message on the page: who wrote it, when, and what it says, as Teams or as Slack would show it. */
import { el } from './dom.js';
import { withPictures } from './emoji.js';
import { look } from './looks.js';
import { drawSlack } from './slack.js';
import { drawTeams } from './teams.js';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** `does` brings the verbs: press(message, data, button), answer(message), again(message). */
export function drawMessage(message, people, does) {
  const { said } = message;
  const mine = said.person !== undefined && said.person === does.person;
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

export function writerOf({ said }, people) {
  if (said.by === 'chalkline') return 'Chalkline';
  // Whoever has left the school has still written what they wrote.
  return people.find((one) => one.id === said.person)?.name ?? 'Somebody';
}

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

function tintOf(name) {
  return [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
}

function marks(message) {
  const at = new Date(message.at);
  const today = at.toDateString() === new Date().toDateString();
  const time = today ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`;
  return [
    el('time', { datetime: message.at }, time),
    message.edits > 0 && el('span', { class: 'mark' }, look() === 'slack' ? '(edited)' : 'Edited'),
    message.onlyFor &&
      message.onlyFor !== message.conversation &&
      el('span', { class: 'mark only' }, 'Only you can see this'),
    message.state === 'sending' && el('span', { class: 'mark', role: 'status' }, 'Sending…'),
  ].filter(Boolean);
}

function drawCard(message, does) {
  const press = (data, button) =>
    does.press(message, { action: data.action, value: data.value ?? {} }, button);
  try {
    if (look() === 'slack' && message.slack) return withPictures(drawSlack(message.slack, press));
    if (look() === 'teams' && message.teams) return withPictures(drawTeams(message.teams, press).drawn);
  } catch (error) {
    console.error(error);
  }
  return el('p', { class: 'words' }, message.twin);
}

function failed(message, does) {
  return el(
    'p',
    { class: 'problem', role: 'alert' },
    `${message.problem} `,
    el('button', { type: 'button', class: 'plain', onclick: () => does.again(message) }, 'Try again'),
  );
}
