/** What a newcomer might write, by who they are and where they are. */
/** @import { Conversation } from '../chat.ts' */
/** @import { ShownPerson } from '../exchange.ts' */
/** @import { Place } from './place.js' */

/** The three ways in, each with the words that open it. */
export const tiles = [
  {
    title: 'Ask',
    words: 'Can I accept this friend request?',
    text: 'A straight answer from your policy, with its clause. Where it’s silent, it says so.',
  },
  {
    title: 'Apply',
    words: 'I’d like to set up a Year 4 Instagram',
    text: 'The case for a new account, one question at a time. The leaders decide on a card.',
  },
  {
    title: 'Press',
    words: 'A reporter from the Gazette just rang me',
    text: 'What to say now, and a log in under a minute. The leaders know at once.',
  },
];
const everybody = tiles.map(({ words }) => words);
const leaders = ['Show the school accounts'];
const amongOthers = [
  '@Chalkline can I name the school on my own profile?',
  '@Chalkline may I post a photo of sports day?',
];

/**
 * @param {ShownPerson} person
 * @param {Conversation} conversation
 */
export function suggestionsFor(person, conversation) {
  if (conversation.kind === 'room') return [];
  if (conversation.kind === 'channel') return amongOthers;
  return person.leads ? [...everybody, ...leaders] : everybody;
}

/**
 * Two lines for a conversation in which nothing has been written.
 * @param {Place} place
 */
export function welcomeTo({ person, conversation, school }) {
  const firstName = person.name.split(' ')[0];
  switch (conversation.kind) {
    case 'direct':
      return {
        title: `Hello, ${firstName}`,
        text: `This is the social media policy of ${school.name}, at work in the staff’s chat. Try one, or write in your own words.`,
      };
    case 'room':
      return {
        title: 'Nothing here yet',
        text: 'A card appears here when the people in this room need to do something. Ask for an account as a teacher and see.',
      };
    case 'channel':
      return {
        title: 'Everyone can read this',
        text: 'Write @Chalkline and a question. It answers in the thread, and keeps anything private out of it.',
      };
  }
}
