/** What Chalkline can do, said when somebody arrives, asks, or says hello: the lines of each duty, few of them at first. */
import { z } from 'zod';
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { button, type Item, item, type ListCard, listCard, notice } from '../core/card.ts';
import type { Duty, HelpLine } from '../core/duty.ts';
import type { Collection } from '../core/record.ts';
import { inPrivate } from '../core/turn.ts';
import { homeCard } from './home.ts';

const greeting = z.object({ id: z.string(), at: z.string() });
const greetings: Collection<z.infer<typeof greeting>> = {
  kind: 'greeting',
  schema: greeting,
  keys: () => [],
};

export function helpWith(duties: Duty<PolicyTurn>[]): Duty<PolicyTurn> {
  const help = async (turn: PolicyTurn) => inPrivate(turn).say(helpCard(turn, duties));
  const more = async (turn: PolicyTurn) => inPrivate(turn).say(othersCard(turn, duties));
  return {
    name: 'help',
    opens: {
      help: {
        said: /^(?:help|help me|menu|commands|what can (?:you|i) do(?: here)?|how do i use (?:you|this))$/,
        interrupts: true,
        run: help,
      },
      'more-help': {
        said: /^(?:and )?what else(?: can (?:you|i) do(?: here)?)?$|^more help$/,
        interrupts: true,
        run: more,
      },
      smalltalk: {
        run: async (turn, said) =>
          turn.say(notice('info', pleasantry(said), { buttons: [button('What can you do?', 'help.show')] })),
      },
      thanks: {
        said: /^(?:thanks|thank you|thankyou|thx|ta|cheers)(?: (?:a lot|so much|very much|chalkline))?$/,
        run: async (turn) => turn.say(notice('good', 'You’re welcome. Ask again whenever you like.')),
      },
      nothing: {
        said: /^(?:yes|yeah|yep|no|nope|okay|ok|right|fine|never ?mind|nothing|i don[’']?t want to)$/,
        run: async (turn) => turn.say(notice('info', 'All right. Nothing is open just now.')),
      },
      cancel: {
        run: async (turn) =>
          turn.say(
            notice('info', 'There’s nothing to cancel. To withdraw a request you’ve sent, use its card.', {
              buttons: [button('Show my requests', 'requests.mine')],
            }),
          ),
      },
    },
    pressed: { show: help, more },
  };
}

/** People are told who reads what they write. */
function whoReads({ engine: { outside } }: PolicyTurn): string {
  if (!outside) return 'No AI service reads it.';
  const which = outside.when === 'always' ? 'It also goes' : 'Where I’m not sure what you mean, it also goes';
  return `${which} to your school’s own language model, without names or numbers. Worries about a child never do.`;
}

/** Says hello once in each conversation, however often somebody comes back. */
export async function greet(turn: PolicyTurn, duties: Duty<PolicyTurn>[]): Promise<void> {
  const { direct, home, platform, conversation } = turn.event.place;
  if (home) return turn.say(await homeCard(turn, duties));
  const id = `${platform}:${conversation}`;
  if (await turn.work.get(greetings, id)) return;
  turn.work.put(greetings, { id, at: turn.event.at });
  if (direct) turn.say(helpCard(turn, duties));
  else
    turn.say(
      notice(
        'info',
        `Hello! Ask me about the social media policy of ${turn.school.name}. Mention me in your message, or write to me privately.`,
      ),
    );
}

/** Small talk is answered in kind; what has nothing to do with the policy is said to be so. */
function pleasantry(said: string): string {
  if (/^\W*(?:bye|goodbye|good ?night|see you|cheerio|ta-?ra|laters?)\b/i.test(said))
    return 'Goodbye! I’m here whenever you need me.';
  if (/^\W*(?:ok|okay|k|cool|great|fine|right|lovely|perfect|got it|will do|fab|nice|good)\b/i.test(said))
    return 'Good. Ask again whenever you like.';
  if (
    /^\W*(?:hi|hiya|hello|hey|hullo|morning|afternoon|evening|good (?:morning|afternoon|evening|day)|alright|yo)\b/i.test(
      said,
    )
  )
    return 'Hello! I know your school’s social media policy. Ask me anything about it, or press the button to see what else I can do.';
  return 'I can’t help with that: I only know your school’s social media policy. Ask me about a post, a picture, a friend request or an account.';
}

type Part = HelpLine<PolicyTurn>['part'];

const headings: Record<Part, string> = { ask: 'Ask', do: 'Get something done', lead: 'For leaders' };

/** What most people come for; everything else is a press away, and can be written all the same. */
function helpCard(turn: PolicyTurn, duties: Duty<PolicyTurn>[]): ListCard {
  const first = linesFor(turn, duties).filter((line) => line.first);
  return listCard(`The social media policy of ${turn.school.name}`, itemsOf(first), {
    text: `Just write in your own words. ${whoReads(turn)}`,
    empty: '',
    buttons: [button('What else can you do?', 'help.more')],
  });
}

function othersCard(turn: PolicyTurn, duties: Duty<PolicyTurn>[]): ListCard {
  const others = linesFor(turn, duties).filter(({ first }) => !first);
  return listCard('What else I can do', itemsOf(others), { empty: 'That was everything.' });
}

function linesFor(turn: PolicyTurn, duties: Duty<PolicyTurn>[]): HelpLine<PolicyTurn>[] {
  return duties.flatMap(({ help }) => help ?? []).filter(({ isOn }) => isOn?.(turn) ?? true);
}

/** Part by part; the first line of each has its heading. */
function itemsOf(lines: HelpLine<PolicyTurn>[]): Item[] {
  return (['ask', 'do', 'lead'] as const).flatMap((part) =>
    lines
      .filter((line) => line.part === part)
      .map(({ title, text, button: begins }, at) => ({
        ...item(title, text, { buttons: begins ? [begins] : [] }),
        ...(at === 0 ? { heading: headings[part] } : {}),
      })),
  );
}
