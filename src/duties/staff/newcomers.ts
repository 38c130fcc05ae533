/** Somebody on no list writes: they hear whom to ask, nothing of theirs is kept, and whoever looks after the list gets one card. */
import { orList } from '../../conversation/words.ts';
import { button, item, listCard, notice } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { give, showButton } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { newcomers } from '../../core/newcomers.ts';
import { isAmong } from '../../core/someone.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import { noteChanges } from './changes.ts';
import { tellOfTrouble } from './groups.ts';
import { listKeepers, newcomerMatter, whoWrote } from './matter.ts';

export const staffDuty: Duty = {
  name: 'staff',
  help: {
    part: 'lead',
    title: 'Who is staff',
    text: '“Newcomers” lists people who wrote to me and aren’t in the school file.',
    isOn: (turn) => isAmong(listKeepers(turn), turn.person.id),
  },
  opens: {
    newcomers: {
      said: /^(?:show (?:me )?)?(?:the )?newcomers$|^who(?:'s| is) not on the list$/,
      interrupts: true,
      run: list,
    },
  },
  pressed: { list },
  matters: [newcomerMatter],
  timePassed: async (turn) => {
    await noteChanges(turn);
    await tellOfTrouble(turn);
  },
};

/** A whole class may try it out: whoever keeps the list is not sent thirty cards in a day. */
const mostCards = 5;

export async function meetNobody(turn: Turn): Promise<void> {
  const { event, person, today, work } = turn;
  if (event.type === 'looked') return;
  const before = await work.get(newcomers, person.id);
  // Whoever only opens the chat is told once; whoever writes or presses, each time.
  if (before && (event.type === 'opened' || event.type === 'joined') && !event.place.home) return;
  answer(turn);
  if (before) return;
  const others = await work.find(newcomers, `day:${today}`);
  const newcomer = raise(
    turn,
    newcomerMatter,
    {
      id: person.id,
      platform: event.by.platform,
      user: event.by.user,
      name: event.by.name ?? 'no name',
      day: today,
      state: 'open',
      history: [],
    },
    { audit: 'answered nobody who is on no list' },
  );
  const keepers = listKeepers(turn).map(({ id }) => ({ person: id }));
  if (others.length < mostCards) await give(turn, newcomerMatter, newcomer, 'newcomer', keepers);
  else if (others.length === mostCards) for (const keeper of keepers) turn.tell(keeper, more);
}

const more = notice('info', 'More people who aren’t on the list have written to me today.', {
  buttons: [button('Show them', 'staff.list')],
});

function answer(turn: Turn): void {
  const { event, school } = turn;
  const names = listKeepers(turn).map(({ name }) => name);
  const whom =
    names.length > 0
      ? `Please ask ${orList(names)} to add you.`
      : 'Please ask whoever looks after Chalkline to add you.';
  const card = notice(
    'info',
    `I answer the staff of ${school.name} only, and you’re not on their list. ${whom}`,
    { aside: 'If somebody isn’t safe, ring 999 or tell an adult at school now.' },
  );
  if (event.place.home) turn.say(card);
  else turn.whisper(card);
}

async function list(turn: Turn): Promise<void> {
  if (!isAmong(listKeepers(turn), turn.person.id))
    return turn.whisper(notice('info', 'Only whoever looks after the list of staff can see this.'));
  const open = await turn.work.find(newcomers, 'state:open');
  inPrivate(turn).say(
    listCard(
      'People who aren’t on the list',
      open
        .slice(0, 15)
        .map((newcomer) =>
          item(newcomer.name, whoWrote(newcomer), { buttons: [showButton(newcomerMatter, newcomer)] }),
        ),
      {
        ...(open.length > 15 ? { text: `${open.length} in all; these are the first.` } : {}),
        empty: 'Nobody is waiting.',
      },
    ),
  );
}
