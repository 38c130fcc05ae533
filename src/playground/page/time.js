/** A made-up school as a whole: what time it is there, moving it on, and starting afresh. */
/** @import { ShownSchool } from '../exchange.ts' */
/** @import { Goal } from '../time-travel.ts' */
/** @import { Place } from './place.js' */
import { failureOf, send } from './api.js';
import { byId, el } from './dom.js';
import { longTime, today } from './now.js';
import { closeDrawer } from './people.js';
import { whoIn } from './place.js';
import { makeSure } from './sure.js';

/** @type {{ to: Goal, words: string }[]} */
const goals = [
  { to: 'monday', words: 'Next Monday, 9 am' },
  { to: 'week', words: 'In a week' },
  { to: 'term', words: 'Next term' },
];

/** @param {() => Place} here */
export function offerTime(here) {
  byId('goals').replaceChildren(
    ...goals.map(({ to, words }) =>
      el('li', {}, el('button', { type: 'button', class: 'tool', onclick: () => moveTo(to) }, words)),
    ),
  );
  byId('afresh').addEventListener('click', askAfresh);
  setInterval(() => drawTime(here().school), 5000);

  /** @param {Goal} to */
  function moveTo(to) {
    return change('Time is passing…', () => send('move', { ...whoIn(here()), to }));
  }

  function askAfresh() {
    const { name } = here().school;
    makeSure(
      {
        look: 'small sure',
        title: 'Start afresh?',
        body: el(
          'p',
          {},
          `Everything that happened at ${name} goes: all messages, requests, calls, the register and the audit trail. ` +
            'It’s today again. Other schools stay as they are. You can’t undo this.',
        ),
        no: ['Keep everything', 'tool'],
        yes: ['Start afresh', 'tool strong'],
      },
      () => change('Starting afresh…', () => send('afresh', whoIn(here()))),
    );
  }

  /**
   * The page learns what has changed as every other page does; here it waits for it.
   * @param {string} meanwhile
   * @param {() => Promise<unknown>} make
   */
  async function change(meanwhile, make) {
    const tools = byId('school-tools');
    if (tools.getAttribute('aria-busy') === 'true') return;
    tools.setAttribute('aria-busy', 'true');
    byId('changing').textContent = meanwhile;
    try {
      await make();
      closeDrawer();
      byId('changing').textContent = '';
    } catch (error) {
      byId('changing').textContent = failureOf(error).message;
    } finally {
      tools.removeAttribute('aria-busy');
    }
  }
}

/** @param {ShownSchool} school */
export function drawTime({ standing }) {
  byId('school-tools').hidden = !standing.isMadeUp;
  write('now', `It’s ${longTime()}`);
  write('moved', standing.isMoved ? `This school’s time has been moved on. Here it’s ${today()}.` : '');
}

/**
 * What stands there already is not written again, so that nobody hears it twice.
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}
