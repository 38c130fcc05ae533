/** Somebody's home: what waits for them, what is theirs, and what is good to know, gathered from every duty. */
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { button, type Item, item, type ListCard, listCard } from '../core/card.ts';
import { takesAnyWords } from '../core/draft.ts';
import type { Duty, HomeLine } from '../core/duty.ts';
import type { Value } from '../core/handler.ts';
import { linesOf } from '../core/matter/home.ts';
import { inPrivate } from '../core/turn.ts';

type Part = HomeLine['part'];

const headings: Record<Part, string> = {
  waits: 'Waiting for you',
  mine: 'Yours',
  known: 'Good to know',
};

/** So many of one part are shown, so that all three fit every platform's message; the rest are a press away. */
const mostLines = 6;
const pageLength = 15;

export async function homeCard(turn: PolicyTurn, duties: Duty<PolicyTurn>[]): Promise<ListCard> {
  const lines = await linesFor(turn, duties);
  const waiting = inPart(lines, 'waits').length;
  return listCard(
    `Hello, ${turn.person.name.split(' ')[0]}`,
    (['waits', 'mine', 'known'] as const).flatMap((part) => beginningOf(inPart(lines, part), part)),
    {
      text:
        waiting === 0
          ? 'Nothing is waiting for you.'
          : `${waiting} ${waiting === 1 ? 'thing is' : 'things are'} waiting for you.`,
      empty: 'Ask me anything about social media at school, in your own words.',
      buttons: [
        button('Ask for an account', 'requests.start'),
        button('Log a press call', 'press.start'),
        button('What can you do?', 'help.show'),
      ],
    },
  );
}

async function linesFor(turn: PolicyTurn, duties: Duty<PolicyTurn>[]): Promise<HomeLine[]> {
  const lines: HomeLine[] = [];
  for (const { matters = [], home } of duties) {
    for (const matter of matters) lines.push(...(await linesOf(turn, matter)));
    lines.push(...((await home?.(turn)) ?? []));
  }
  return lines;
}

function inPart(lines: HomeLine[], part: Part): Item[] {
  return lines
    .filter((line) => line.part === part)
    .toSorted((one, other) => Number(other.urgent ?? false) - Number(one.urgent ?? false))
    .map(({ item }) => item);
}

/** The first line of a part has its heading. */
function beginningOf(items: Item[], part: Part): Item[] {
  const [first, ...others] = items.slice(0, mostLines);
  if (!first) return [];
  return [{ ...first, heading: headings[part] }, ...others, ...moreOf(items, part, mostLines)];
}

function moreOf(items: Item[], part: Part, from: number): Item[] {
  const left = items.length - from;
  if (left <= 0) return [];
  const more = button('Show them', 'home.more', { part, from: String(from) });
  return [item(`and ${left} more`, '', { buttons: [more] })];
}

/** What did not fit the home itself, so many at a time. */
async function showMore(turn: PolicyTurn, duties: Duty<PolicyTurn>[], value: Value): Promise<void> {
  const part = value.part === 'mine' || value.part === 'known' ? value.part : 'waits';
  const from = Number(value.from ?? 0) || 0;
  const items = inPart(await linesFor(turn, duties), part);
  const page = [...items.slice(from, from + pageLength), ...moreOf(items, part, from + pageLength)];
  inPrivate(turn).say(listCard(headings[part], page, { empty: 'Nothing more just now.' }));
}

export function homeOf(duties: () => Duty<PolicyTurn>[]): Duty<PolicyTurn> {
  const show = async (turn: PolicyTurn) => inPrivate(turn).say(await homeCard(turn, duties()));
  return {
    name: 'home',
    help: {
      part: 'do',
      title: 'Home',
      text: 'What’s waiting for you, and what’s yours.',
      button: button('Show my home', 'home.show'),
    },
    opens: {
      home: {
        said: /^(?:(?:show (?:me )?)?my )?home(?: ?page)?$|^what(?:'s| is| do i have)(?: \w+){0,2} (?:waiting for me|to decide|to approve|to sign)$|^what do i have to (?:decide|approve|sign)$|^my (?:day|tasks|to ?do(?: list)?)$/,
        // Somebody may be telling a form about a home page.
        interrupts: (text, draft) => !takesAnyWords(draft) || !/^home ?page/i.test(text),
        run: show,
      },
    },
    pressed: { show, more: (turn, value) => showMore(turn, duties(), value) },
  };
}
