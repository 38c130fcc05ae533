/** What a newcomer might write, by who they are and where they are. */
/** @import { Conversation } from '../chat.ts' */
/** @import { ShownPerson } from '../exchange.ts' */
/** @import { Place } from './place.js' */

const everybody = [
  'Can I accept this friend request?',
  'I’d like to set up a Year 4 Instagram',
  'A reporter from the Gazette just rang me',
];
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
        text: `Ask about social media, and Chalkline answers from the policy of ${school.name}. It also helps with account requests and press calls.`,
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
