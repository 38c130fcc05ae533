/** Counts what each person has not read yet. What has been read is remembered in this browser. */
const key = 'chalkline.read';

function marks() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

export function markRead(school, person, conversation, number) {
  const all = marks();
  const name = `${school}/${person}/${conversation}`;
  if ((all[name] ?? 0) >= number) return;
  localStorage.setItem(key, JSON.stringify({ ...all, [name]: number }));
}

/** By conversation, for one person: `heads` tells of every message only where it is and who wrote it. */
export function unreadOf(school, person, heads) {
  const all = marks();
  const counts = {};
  for (const { id } of person.conversations) {
    const read = all[`${school}/${person.id}/${id}`] ?? 0;
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
