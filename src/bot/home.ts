/** Somebody's home: what waits for them, what is theirs, and what is good to know, gathered from every duty. */
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { button, type Item, type ListCard, listCard } from '../core/card.ts';
import type { Duty, HomeLine } from '../core/duty.ts';
import { linesOf } from '../core/matter/home.ts';
import { inPrivate } from '../core/turn.ts';

const headings: Record<HomeLine['part'], string> = {
  waits: 'Waiting for you',
  mine: 'Yours',
  known: 'Good to know',
};

/** So many of one part are shown; the rest are counted. */
const mostLines = 8;

export async function homeCard(turn: PolicyTurn, duties: Duty<PolicyTurn>[]): Promise<ListCard> {
  const lines: HomeLine[] = [];
  for (const { matters = [], home } of duties) {
    for (const matter of matters) lines.push(...(await linesOf(turn, matter)));
    lines.push(...((await home?.(turn)) ?? []));
  }
  const waiting = lines.filter(({ part }) => part === 'waits').length;
  return listCard(
    `Hello, ${turn.person.name.split(' ')[0]}`,
    (['waits', 'mine', 'known'] as const).flatMap((part) => partOf(lines, part)),
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

/** The first line of a part has its heading. */
function partOf(lines: HomeLine[], part: HomeLine['part']): Item[] {
  const items = lines
    .filter((line) => line.part === part)
    .toSorted((one, other) => Number(other.urgent ?? false) - Number(one.urgent ?? false))
    .map(({ item }) => item);
  const [first, ...others] = items.slice(0, mostLines);
  if (!first) return [];
  const left = items.length - mostLines;
  const more = left > 0 ? [{ title: `and ${left} more`, text: '', facts: [], buttons: [] }] : [];
  return [{ ...first, heading: headings[part] }, ...others, ...more];
}

export function homeOf(duties: () => Duty<PolicyTurn>[]): Duty<PolicyTurn> {
  const show = async (turn: PolicyTurn) => inPrivate(turn).say(await homeCard(turn, duties()));
  return {
    name: 'home',
    help: {
      title: 'Home',
      text: 'What’s waiting for you, and what’s yours.',
      button: button('Show my home', 'home.show'),
    },
    opens: {
      home: {
        said: /^(?:(?:show (?:me )?)?my )?home(?: ?page)?$|^what(?:'s| is| do i have)(?: \w+){0,2} (?:waiting for me|to decide|to approve|to sign)$|^what do i have to (?:decide|approve|sign)$|^my (?:day|tasks|to ?do(?: list)?)$/,
        // Somebody may be telling a form about a home page.
        interrupts: (text) => !/^home/i.test(text),
        run: show,
      },
    },
    pressed: { show },
  };
}
