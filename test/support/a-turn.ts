/** A turn in which nothing is done: what somebody may see, do and be told is asked of it. */
import type { Act } from '../../src/core/event.ts';
import { personById, type School, whoIs } from '../../src/core/school.ts';
import { beginTurn } from '../../src/core/turn.ts';
import { bareBot } from './bare-bot.ts';
import { aSchool, startCore } from './test-core.ts';

export type AtSchool = Partial<School> & {
  /** Those whom the school has no way to write to. */
  unreached?: string[];
};

/** The school goes on in Slack, where it knows everybody whom it can write to. */
export function aTurn(
  who: string,
  { unreached = [], ...change }: AtSchool = {},
  act: Act = { type: 'opened' },
) {
  const { people, ...rest } = aSchool(change);
  const known = people.map((person) =>
    unreached.includes(person.id) ? person : { ...person, slack: `U-${person.id}` },
  );
  const school = { ...rest, people: known };
  const { work } = startCore(bareBot([]), school);
  const by = { platform: 'slack', user: `U-${who}` };
  const place = { platform: 'slack', conversation: who, direct: true };
  const person = personById(school, who) ?? whoIs(school, by);
  const event = { id: 'e1', at: '2027-03-02T20:00:00.000Z', by, place, ...act };
  const { turn, outcome } = beginTurn({
    event,
    school,
    person,
    work,
    platforms: ['slack'],
    takesForm: () => false,
  });
  return { turn, work, effects: outcome.effects };
}
