/** What Chalkline can do, said when somebody arrives, asks, or says hello. */
import { z } from 'zod';
import type { ListCard } from '../core/card.ts';
import type { Duty } from '../core/duty.ts';
import type { Collection } from '../core/record.ts';
import { inPrivate, type Turn } from '../core/turn.ts';
import { button, notice } from './words.ts';

const greeting = z.object({ id: z.string(), at: z.string() });
const greetings: Collection<z.infer<typeof greeting>> = {
  kind: 'greeting',
  schema: greeting,
  keys: () => [],
};

export function helpDuty(): Duty {
  return {
    name: 'help',
    opens: {
      help: async (turn) => inPrivate(turn).say(helpCard(turn)),
      smalltalk: async (turn) =>
        turn.say(
          notice(
            'info',
            'Hello! I know this school’s social media policy. Ask me anything about it, or press the button to see what else I can do.',
            [button('What can you do?', 'help.show')],
          ),
        ),
      thanks: async (turn) => turn.say(notice('good', 'You’re welcome. Ask again whenever you like.')),
      cancel: async (turn) =>
        turn.say(
          notice(
            'info',
            'There is nothing open to cancel. A request that you have sent can be withdrawn from its card.',
            [button('Show my requests', 'accounts.mine')],
          ),
        ),
      training: async (turn) =>
        turn.say(
          notice(
            'info',
            'I cannot run the training or take your signature yet. Please ask the senior leadership team for both.',
          ),
        ),
    },
    pressed: { show: async (turn) => inPrivate(turn).say(helpCard(turn)) },
  };
}

/** Says hello once in each conversation, however often somebody comes back. */
export async function greet(turn: Turn): Promise<void> {
  const { direct, platform, conversation } = turn.event.place;
  const id = `${platform}:${conversation}`;
  if (await turn.work.get(greetings, id)) return;
  turn.work.put(greetings, { id, at: turn.event.at });
  if (direct) turn.say(helpCard(turn));
  else
    turn.say(
      notice(
        'info',
        `Hello! I answer questions about the social media policy of ${turn.school.name}. Mention me with yours, or write to me privately.`,
      ),
    );
}

function helpCard(turn: Turn): ListCard {
  return {
    kind: 'list',
    title: `The social media policy of ${turn.school.name}`,
    text: 'Just write in your own words. No AI service reads it.',
    items: [
      {
        title: 'Ask',
        text: '“Can I accept this friend request?” You get a straight answer with the clause.',
        facts: [],
        buttons: [],
      },
      {
        title: 'Ask for a school account',
        text: '“I’d like to set up a Year 4 Instagram.” We go through it together.',
        facts: [],
        buttons: [button('Start', 'accounts.start')],
      },
      {
        title: 'The school’s accounts',
        text: '“accounts” lists them. “Jo Smith is leaving on 18 December” finds a new owner for what Jo runs.',
        facts: [],
        buttons: [button('Show the register', 'accounts.register')],
      },
      {
        title: 'The press is asking',
        text: '“A reporter has just rung me.” You read what to say first; then the leaders are told.',
        facts: [],
        buttons: [button('Log a call', 'press.start')],
      },
      {
        title: 'Worried about a child?',
        text: 'Ring 999 in an emergency. The safeguarding lead is one press away.',
        facts: [],
        buttons: [button('Ask the safeguarding lead to ring me', 'safety.call', { role: 'dsl' })],
      },
    ],
    empty: '',
    buttons: [],
  };
}
