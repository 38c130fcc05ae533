/** Where one is: at which school, as whom, and in which conversation. The address bar says the same. */

export function addressOf(school, person, conversation) {
  const more = conversation && conversation !== person ? { in: conversation } : {};
  return `/?${new URLSearchParams({ school, as: person, ...more })}`;
}

export function readAddress() {
  const asked = Object.fromEntries(new URLSearchParams(location.search));
  return { school: asked.school, as: asked.as, in: asked.in };
}

/** What is asked for, or the first there is. */
export function placeFor(schools, asked) {
  const school = schools.find((one) => one.id === asked.school) ?? schools[0];
  const person = school.people.find((one) => one.id === asked.as) ?? school.people[0];
  const conversation = person.conversations.find((one) => one.id === asked.in) ?? person.conversations[0];
  return { school, person, conversation };
}

/** Names a place among those of all schools and people. */
export function keyOf({ school, person, conversation }) {
  return `${school.id}/${person.id}/${conversation.id}`;
}

/** Who is asking, as the server wants to know it. */
export function whoIn({ school, person }) {
  return { school: school.id, as: person.id };
}
