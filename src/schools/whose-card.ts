/** A card goes out with the name of its school in every button and form, so that a press acts there and nowhere else. */
import { type Card, mapButtons } from '../core/card.ts';
import type { Reply } from '../core/door.ts';
import type { Event } from '../core/event.ts';
import type { School } from '../core/school.ts';

type Value = Record<string, string>;

const mark = '_school';

/** `isShared`: people of other schools are where it goes, or it goes to somebody who works at another one as well. */
export function ofSchool(card: Card, { id, name }: Pick<School, 'id' | 'name'>, isShared: boolean): Card {
  const marked = mapButtons(card, (value) => ({ ...value, [mark]: id }));
  return isShared ? withName(marked, name) : marked;
}

export function replyOf(reply: Reply, school: Pick<School, 'id' | 'name'>, isShared: boolean): Reply {
  const { openForm, replaced } = reply;
  const form = openForm && ofSchool(openForm, school, isShared);
  return {
    ...reply,
    ...(form?.kind === 'form' ? { openForm: form } : {}),
    ...(replaced ? { replaced: ofSchool(replaced, school, isShared) } : {}),
  };
}

/** Where it matters: what is decided or filled in, and what is waiting. An answer names its policy anyway. */
function withName(card: Card, name: string): Card {
  switch (card.kind) {
    case 'case':
      return { ...card, facts: [{ label: 'School', value: name }, ...card.facts] };
    case 'form':
      return { ...card, intro: [`For ${name}.`, card.intro].filter(Boolean).join(' ') };
    case 'list':
      return { ...card, text: [`At ${name}.`, card.text].filter(Boolean).join(' ') };
    default:
      return card;
  }
}

/** The event as it was meant, and the id of the school whose card it was done on. */
export function readMark(event: Event): { event: Event; school?: string } {
  if (!('value' in event)) return { event };
  const { [mark]: school, ...value }: Value = event.value;
  return school === undefined ? { event } : { event: { ...event, value }, school };
}
