/** What somebody did, together with how Slack waits to be answered. */
import type { Incoming } from '../core/door.ts';
import type { Act } from '../core/event.ts';
import { saidAs } from '../doors/typed.ts';
import type { Folded, Origin } from './card-data.ts';
import { asWritten } from './escape.ts';

/** How Slack expects to be answered differs with the way something came. */
export type Received =
  | { way: 'event'; incoming: Incoming }
  | { way: 'command'; incoming: Incoming; trigger: string; isElsewhere: boolean }
  | { way: 'press'; incoming: Incoming; trigger: string; dialog?: Pressed }
  /** It reads on, and does nothing. */
  | { way: 'more'; incoming: Incoming; trigger: string; folded: Folded; origin: Origin }
  | { way: 'form'; incoming: Incoming; inputs: Input[] };

/** The dialog that a button was pressed in. */
export type Pressed = { id: string; origin: Origin };

/** One question of a submitted form, so that a problem can be shown beside it. */
export type Input = { id: string; label: string };

/** `ignored`: Slack sends it, and it is none of our business. `unknown`: nothing that Slack would send. */
export type Reading = Received | 'ignored' | 'unknown';

export function saidAct(markup: string, bot?: string, attachments?: number): Act {
  return saidAs(markup, (text) => asWritten(text, bot), attachments);
}
