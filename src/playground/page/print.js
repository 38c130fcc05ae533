/** What stands over a print: which school it is about, through whose eyes, and when it was made. */
/** @import { Place } from './place.js' */
import { byId, el } from './dom.js';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });

/** @param {() => Place} where */
export function headPrints(where) {
  addEventListener('beforeprint', () => {
    const { school, person, conversation, table } = where();
    const what = table ? 'Records' : conversation.name;
    const isCut = !table && !byId('earlier').hidden;
    byId('printed').replaceChildren(
      el('strong', {}, `${school.name}: ${what}`),
      `As ${person.name} sees it. `,
      `Printed on ${day.format(new Date())}${isCut ? '. Earlier messages are not part of it' : ''}`,
    );
  });
}
