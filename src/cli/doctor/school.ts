/** Does a school's file name everybody whom its policy needs, and can all of them be reached? */
import { duties } from '../../bot/bot.ts';
import { lastYearOfBankHolidays } from '../../core/bank-holidays.ts';
import { groupsOf } from '../../core/groups.ts';
import { isGovernorOnly } from '../../core/roles.ts';
import {
  handleOf,
  holders,
  type Listed,
  type ListedPlatform,
  type Role,
  type RoomName,
  roles,
  type School,
} from '../../core/school.ts';
import type { Policy } from '../../policy/pack.ts';
import { type Finding, fault, note, ok } from './finding.ts';

export function examineSchool(
  school: School,
  policy: Policy,
  openPlatforms: ListedPlatform[],
  today: string,
): Finding[] {
  const platforms = openPlatforms.filter((platform) => school.workspaces[platform].length > 0);
  return [
    ok(
      `${school.name} (${school.id}) follows ${policy.about.title}, ${policy.about.id}; ${school.people.length} people are listed.`,
    ),
    ...roleFaults(school, policy),
    ...managerFindings(school, policy),
    ...(platforms.length > 0 ? reachFindings(school, platforms) : [homeless(school, openPlatforms)]),
    ...platforms.flatMap((platform) => roomNotes(school, platform)),
    ...idFaults(school),
    ...twinNotes(school),
    ...chairNotes(school),
    ...keepingFaults(school),
    ...calendarNotes(school, today),
    ...bankHolidayNotes(today),
  ];
}

function homeless(school: School, openPlatforms: ListedPlatform[]): Finding {
  return fault(
    `${school.name} claims no workspace on ${openPlatforms.join(' or ')}, so nobody there would be answered.`,
    `Add the id of its workspace or tenant to ${openPlatforms.map((platform) => `workspaces.${platform}`).join(' or ')}.`,
  );
}

function roleFaults(school: School, policy: Policy): Finding[] {
  return [...neededRoles(policy)]
    .filter(([role]) => holders(school, role).length === 0 && !isOfGroup(school, role))
    .map(([role, why]) =>
      fault(`Nobody is ${role}, who ${why.join(', and ')}.`, `Add "${role}" to the roles of somebody.`),
    );
}

function isOfGroup(school: School, role: Role): boolean {
  return groupsOf(school).some((named) => named.role === role);
}

function neededRoles(policy: Policy): Map<Role, string[]> {
  const needed = new Map<Role, string[]>([
    ['head', ['decides where nobody else may']],
    ['slt', ['answers what the policy leaves open']],
    ['dsl', ['is told when a child may be at risk']],
    ['administrator', ['creates the accounts']],
  ]);
  const add = (role: Role, why: string) => needed.set(role, [...(needed.get(role) ?? []), why]);
  for (const stage of policy.application.stages) {
    if (stage.by !== 'manager') add(stage.by, `signs applications as “${stage.title}”`);
  }
  const told = roles.find((role) => role === policy.press.tell.role);
  if (told) add(told, 'is told when a journalist calls');
  return needed;
}

function managerFindings(school: School, policy: Policy): Finding[] {
  if (!policy.application.stages.some((stage) => stage.by === 'manager')) return [];
  const alone = school.people.filter(
    (person) => !person.manager && !person.roles.includes('head') && !isGovernorOnly(person),
  );
  if (alone.length === 0) return [];
  return [
    note(
      `${namesOf(alone)}: no line manager is given, so the head signs their applications instead.`,
      'Add "manager": "…" with the id of a person.',
    ),
  ];
}

function reachFindings(school: School, platforms: ListedPlatform[]): Finding[] {
  const lost = school.people.filter((person) => !platforms.some((platform) => handleOf(person, platform)));
  const deciding = lost.filter((person) => person.roles.some((role) => role !== 'staff'));
  const otherStaff = lost.filter((person) => !deciding.includes(person));
  const ids = platforms.map((platform) => `"${platform}"`).join(' or ');
  return [
    ...deciding.map((person) =>
      fault(
        `${person.name} is ${person.roles.join(', ')} and cannot be reached.`,
        `Add their id as ${ids}, or give the role to somebody who has one.`,
      ),
    ),
    ...(otherStaff.length > 0
      ? [
          note(
            `${namesOf(otherStaff)}: no id is given, so the bot takes them for somebody else.`,
            `Add ${ids}.`,
          ),
        ]
      : []),
  ];
}

/** A name that nothing goes by would be a time that is never kept. */
function keepingFaults({ keep }: School): Finding[] {
  const matters = duties.flatMap(({ matters = [] }) => matters);
  const names = matters.flatMap(({ name, kept }) => (kept.days === 'always' ? [] : [name]));
  const wrong = Object.keys(keep).filter((name) => !names.includes(name));
  return wrong.map((name) =>
    fault(`"keep" sets a time for "${name}", which has none to set.`, `Use one of: ${names.join(', ')}.`),
  );
}

/** Without one, the safeguarding card can name nobody for a worry about the headteacher. */
function chairNotes(school: School): Finding[] {
  if (holders(school, 'chair').length > 0 || isOfGroup(school, 'chair')) return [];
  return [
    note(
      'Nobody is chair, so a worry about the headteacher is sent to “the chair of governors” without a name.',
      'Add "chair" to the roles of the chair of governors.',
    ),
  ];
}

function roomNotes(school: School, platform: ListedPlatform): Finding[] {
  const names: RoomName[] = ['slt', 'dsl', 'administrator'];
  const missing = names.filter((name) => !school.rooms[name]?.[platform]);
  return missing.length > 0
    ? [note(`No room on ${platform} for ${missing.join(', ')}: their cards go to each person privately.`)]
    : [];
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const shapes = {
  person: { slack: /^[UW][A-Z0-9]+$/, teams: guid },
  workspace: { slack: /^[TE][A-Z0-9]+$/, teams: guid },
  room: { slack: /^[CG][A-Z0-9]+$/, teams: /^19:.+@thread\.(tacv2|skype|v2)$/ },
  group: { slack: /^S[A-Z0-9]+$/, teams: guid },
};

const examples = {
  person: { slack: 'a member id such as U012ABCDEF', teams: 'an Entra object id such as 0000…-00a1' },
  workspace: { slack: 'a workspace id such as T012ABCDEF', teams: 'a tenant id such as 0000…-0001' },
  room: { slack: 'a channel id such as C012ABCDEF', teams: 'a channel id such as 19:…@thread.tacv2' },
  group: { slack: 'a user group id such as S012ABCDEF', teams: 'an Entra object id such as 0000…-00a1' },
};

type Id = { of: keyof typeof shapes; on: ListedPlatform; id: string; whose: string };

function idFaults(school: School): Finding[] {
  return idsOf(school)
    .filter(({ of, on, id }) => !shapes[of][on].test(id))
    .map(({ of, on, id, whose }) =>
      fault(`${whose}: “${id}” is not ${examples[of][on]}.`, 'Copy the id, not a name or an address.'),
    );
}

function idsOf(school: School): Id[] {
  return (['slack', 'teams'] as const).flatMap((on) => [
    ...school.people.flatMap((person) => asId('person', on, person[on], person.name)),
    ...Object.entries(school.rooms).flatMap(([name, room]) =>
      asId('room', on, room?.[on], `The room “${name}”`),
    ),
    ...Object.entries(school.groups).flatMap(([role, group]) =>
      asId('group', on, group?.[on], `The group “${role}”`),
    ),
    ...school.workspaces[on].flatMap((id) => asId('workspace', on, id, `workspaces.${on}`)),
  ]);
}

function asId(of: Id['of'], on: ListedPlatform, id: string | undefined, whose: string): Id[] {
  return id === undefined ? [] : [{ of, on, id, whose }];
}

/** One name twice may be two people, so it is only worth a look. */
function twinNotes(school: School): Finding[] {
  const twice = (part: 'name' | 'email') => {
    const values = school.people.flatMap((person) => person[part]?.toLowerCase() ?? []);
    return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
  };
  return [
    ...twice('name').map((name) => note(`Two people are called ${name}: is that one person, listed twice?`)),
    ...twice('email').map((address) => note(`Two people have the e-mail address ${address}.`)),
  ];
}

function calendarNotes({ calendar }: School, today: string): Finding[] {
  const ends = calendar.terms.map(([, end]) => end).toSorted();
  const lastDay = ends.at(-1);
  if (lastDay === undefined)
    return [note('No terms are given, so reminders come on every weekday.', 'Add calendar.terms.')];
  return lastDay < today
    ? [
        note(
          `The last term in the calendar ended on ${lastDay}, so no reminders come.`,
          'Add the coming terms to calendar.terms.',
        ),
      ]
    : [];
}

function bankHolidayNotes(today: string): Finding[] {
  if (today.slice(0, 4) <= lastYearOfBankHolidays) return [];
  return [
    note(
      `Chalkline knows the bank holidays up to ${lastYearOfBankHolidays} only.`,
      'Add those after it to calendar.holidays, or install a newer release.',
    ),
  ];
}

function namesOf(people: Listed[]): string {
  return people.map((person) => person.name).join(', ');
}
