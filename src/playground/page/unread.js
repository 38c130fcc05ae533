/** Counts what each person has not read yet. What has been read is remembered in this browser. */
import { keyOf } from './place.js';

const key = 'chalkline.read';

function marks() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

/** `place` is named by its key. */
export function markRead(place, number) {
  const all = marks();
  if ((all[place] ?? 0) >= number) return;
  localStorage.setItem(key, JSON.stringify({ ...all, [place]: number }));
}

/** By conversation, for one person: `heads` tells of every message only where it is and who wrote it. */
export function unreadOf(school, person, heads) {
  const all = marks();
  const counts = {};
  for (const conversation of person.conversations) {
    const { id } = conversation;
    const read = all[keyOf({ school, person, conversation })] ?? 0;
    counts[id] = heads.filter(
      (head) =>
        head.conversation === id &&
        head.number > read &&
        head.by !== person.id &&
        (head.onlyFor ?? person.id) === person.id,
    ).length;
  }
  return counts;
}

export function onReadElsewhere(then) {
  addEventListener('storage', (event) => event.key === key && then());
}
