/** What a repair would leave out of the store, so that somebody can decide whether to do it. */
import type { LeftOut, Repair } from '../../store/embedded/repair.ts';

const mostShown = 50;

export function repairInWords({ kept, leftOut }: Repair): string {
  const more = leftOut.length - mostShown;
  return [
    'This cannot stay in the store:',
    ...leftOut.slice(0, mostShown).map((left) => `  - ${inWords(left)}`),
    ...(more > 0 ? [`  - and ${more.toLocaleString('en-GB')} more like these`] : []),
    `Turns since the last snapshot that stay: ${kept.length.toLocaleString('en-GB')}.`,
  ].join('\n');
}

function inWords({ place, why, turn }: LeftOut): string {
  if (!turn) return `${place}: ${why}. What stood there cannot be read.`;
  const changed = [...turn.put.map(({ kind, record }) => `${kind} ${record.id}`)];
  const removed = turn.remove.map(({ kind, id }) => `${kind} ${id}`);
  const told = turn.audit.map(({ at, by, what, about }) => `${at} ${by} ${what} ${about}`);
  return [
    `${place}: ${why}. At ${turn.school}`,
    ...(changed.length > 0 ? [`changed ${changed.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
    ...(told.length > 0 ? [`on the audit trail: ${told.join('; ')}`] : []),
  ].join('; ');
}
