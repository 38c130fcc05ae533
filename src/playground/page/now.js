/** What time it is at the school. A made-up one can be ahead of this machine. */
/** @import { Standing } from '../exchange.ts' */

let ahead = 0;
let timeZone = 'Europe/London';

/** @param {Standing} standing as it has just come */
export function setNow(standing) {
  ahead = Date.parse(standing.now) - Date.now();
  timeZone = standing.timezone;
}

export const now = () => new Date(Date.now() + ahead);

/**
 * "21:50", and before today "21 Nov, 21:50".
 * @param {string} instant
 */
export function shortTime(instant) {
  const at = new Date(instant);
  const time = format(at, { hour: '2-digit', minute: '2-digit' });
  return dayOf(at) === dayOf(now()) ? time : `${format(at, { day: 'numeric', month: 'short' })}, ${time}`;
}

/** "Saturday 21 November, 9.50 pm", and on the hour "9 pm". */
export function longTime() {
  const time = format(now(), { hour: 'numeric', minute: '2-digit', hour12: true });
  return `${dayOf(now())}, ${time.replace(':00', '').replace(':', '.')}`;
}

/** "Saturday 21 November" */
export const today = () => dayOf(now());

/** @param {Date} at */
function dayOf(at) {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
}

/**
 * @param {Date} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(at, options) {
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(at);
}
