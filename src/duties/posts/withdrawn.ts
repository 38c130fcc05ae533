/** Consent to a child's pictures is withdrawn: every place where they may be is looked through, and ticked off until none is left. */
import { z } from 'zod';
import { administrators, reachable } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, dated } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { type CaseCard, caseCard, notice } from '../../core/card.ts';
import { clauseName } from '../../core/clause-name.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { give, show, showButton } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { history, type Matter } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { whenAt } from '../../core/register.ts';
import { isLeader } from '../../core/roles.ts';
import { asSomeone, isAmong, someone, unique } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { cited } from '../../policy/present.ts';
import { accounts, titleOf } from '../register/account.ts';
import { takesDown } from './offered.ts';

const takedown = z.object({
  id: z.string(),
  /** Initials and class: who it is, for those who look. */
  child: z.string(),
  from: someone,
  at: z.string(),
  /** Where pictures may be; with whoever has seen that none is left there. */
  places: z.array(
    z.object({ name: z.string(), clear: z.object({ by: someone, at: z.string() }).optional() }),
  ),
  history,
  since: z.string(),
  reminded: z.string().optional(),
});
type Takedown = z.infer<typeof takedown>;

const takedowns: Collection<Takedown> = {
  kind: 'takedown',
  schema: takedown,
  keys: (record) => {
    const ended = endOf(record);
    return [
      `from:${record.from.id}`,
      ...(ended ? ['state:done', `ended:${ended.slice(0, 10)}`] : ['state:open']),
    ];
  },
};

/** The instant at which the last place was clear. */
function endOf({ places }: Takedown): string | undefined {
  const times = places.map(({ clear }) => clear?.at);
  return times.includes(undefined) ? undefined : times.toSorted().at(-1);
}

const takedownMatter: Matter<Takedown, PolicyTurn, 'clear'> = {
  name: 'takedown',
  records: takedowns,
  gone: 'This is no longer on record, so nothing was changed.',
  by: (turn, record) =>
    isTheirs(turn, record)
      ? undefined
      : {
          says: 'Other people take these pictures down. Nothing was changed.',
          audit: 'others take these down',
        },
  over: (_turn, record) => (endOf(record) ? 'Every place is clear already.' : undefined),
  sees: (turn, record) => (isTheirs(turn, record) ? 'task' : undefined),
  confidential: true,
  views: () => [{ name: 'task', looks: taskCard, acts: ['clear'] }],
  acts: {
    clear: {
      label: 'Tick what’s clear',
      style: 'primary',
      asks: (_turn, record) => ({
        title: 'No picture is left here',
        fields: [placesField(record)],
        answers: {
          places: record.places.flatMap(({ clear }, number) => (clear ? [placeCalled(number)] : [])),
        },
        submit: 'These are clear',
      }),
      does: (record, { by, at, answers }) => {
        const ticked = [answers.places ?? []].flat();
        const isNew = record.places.some(
          ({ clear }, number) => !clear && ticked.includes(placeCalled(number)),
        );
        if (!isNew) return record;
        const places = record.places.map((place, number) =>
          !place.clear && ticked.includes(placeCalled(number)) ? { ...place, clear: { by, at } } : place,
        );
        return { ...record, places };
      },
      audit: (record) => (endOf(record) ? 'found every place clear of pictures' : 'took pictures down'),
      history: (record, { by, at }) => {
        const now = record.places.filter(({ clear }) => clear?.at === at && clear.by.id === by.id);
        return `${by.name}: ${andList(now.map(({ name }) => name))} clear`;
      },
      tells: (turn, record) => {
        if (endOf(record))
          tell(turn, record, 'No picture is left online in the places we knew of. Thank you.');
      },
    },
  },
  home: {
    among: ['state:open'],
    waits: ['clear'],
    line: (_turn, record) => ({ title: 'Pictures to take down', text: statusInWords(record) }),
  },
  clock: {
    remind: {
      among: 'state:open',
      daily: isTimeToRemind,
      due: (turn, { since, reminded }) => workingDaysSince(turn, reminded ?? since) >= remindAfter,
      does: (record, { today }) => ({ ...record, reminded: today }),
      tells: (turn, record) => tell(turn, record, 'Some pictures may still have to come down.'),
    },
  },
  kept: {
    days: 400,
    because: 'A school year and the summer after it, while parents may ask what was done.',
    seenBy: 'Whoever asked, the leaders and the administrator',
  },
  register: {
    name: 'takedowns',
    title: 'Pictures taken down',
    columns: {
      'Asked by': ({ from }) => from.name,
      Asked: ({ at }, turn) => whenAt(turn, at),
      'Where it stands': statusInWords,
    },
    withheld: ['child', 'places', 'history'],
  },
};

/** In the school's working days. */
const remindAfter = 1;

export const withdrawnDuty: Duty<PolicyTurn> = {
  name: 'withdrawn',
  help: {
    part: 'do',
    title: 'Consent is withdrawn',
    text: '“Take pictures down.” Every place is looked through, and it’s on record until none is left.',
    isOn: ({ policy, school }) => takesDown(policy, school),
  },
  opens: {
    'take-down': {
      said: /^(?:please )?(?:i (?:need|have) to )?(?:take (?:a |the )?(?:pupil's |child's )?(?:pictures?|photos?) down|take down (?:a |the )?(?:pupil's |child's )?(?:pictures?|photos?)|(?:a |the )?(?:parent|parents|mum|dad|carer|family) (?:has |have |just )*(?:withdrawn|withdrew) (?:their |her |his )?(?:photo |picture )?(?:consent|permission)|(?:photo )?consent (?:is |was |has been )?withdrawn)$/,
      begins: 'withdrawn.file',
      run: start,
    },
  },
  pressed: { start },
  forms: { file },
  matters: [takedownMatter],
};

const fields: Field[] = [
  {
    name: 'child',
    kind: 'line',
    label: 'Who it’s about',
    ask: 'Whose pictures have to come down?',
    help: 'Initials and class only, for example: J.S., Year 4.',
    initials: true,
    longest: 60,
  },
  {
    name: 'places',
    kind: 'text',
    label: 'Where else',
    ask: 'Where may pictures be, beside our school accounts?',
    help: 'The website, a newsletter, a display: one place a line.',
    optional: true,
    longest: 600,
  },
];

const form: Begin = {
  form: 'withdrawn.file',
  title: 'Take pictures down',
  fields,
  next: 'You get a list of places to look through. Leaders and administrators see it too, with your name on it.',
  submit: 'Start looking',
  done: 'Here are the places to look through.',
};

async function start(turn: PolicyTurn): Promise<void> {
  const { withdrawn } = turn.policy.checks;
  if (!takesDown(turn.policy, turn.school))
    return turn.whisper(
      notice(
        'info',
        'Your policy doesn’t mention consent that’s withdrawn. Please speak to one of the leaders.',
      ),
    );
  const privateTurn = inPrivate(turn);
  privateTurn.say(
    notice(
      'info',
      `${withdrawn.say} Your policy doesn’t say how pictures come down, so these steps are ours.`,
      {
        title: 'Take pictures down',
        details: cited(turn.policy, withdrawn.clauses ?? []).map((clause) => ({
          label: clauseName(clause),
          value: clause.text,
        })),
      },
    ),
  );
  await begin(privateTurn, form);
}

/** Every active account is a place to look through, and whatever was named beside them. */
async function file(turn: PolicyTurn, answers: Answers): Promise<void> {
  const fit = await fitting(turn, form, answers);
  if (!fit) return;
  const active = (await turn.work.find(accounts, 'state:active')).map(titleOf);
  const named = String(fit.places ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const names = inOneForm([...new Set([...active, ...named])]);
  const from = asSomeone(turn.person);
  const record = raise(
    turn,
    takedownMatter,
    {
      id: turn.reference('T'),
      child: String(fit.child),
      from,
      at: turn.event.at,
      places: (names.length > 0 ? names : ['Everywhere the school posts']).map((name) => ({ name })),
      history: [],
      since: turn.today,
    },
    { audit: 'asked for pictures to be taken down', history: `Asked by ${from.name}` },
  );
  const others = reachable(turn, administrators(turn)).filter(({ id }) => id !== from.id);
  await give(
    turn,
    takedownMatter,
    record,
    'task',
    others.map(({ id }) => ({ person: id })),
  );
  await show(inPrivate(turn), takedownMatter, record, 'task');
}

/** As many as can be ticked on one form; the last one stands for all that are left. */
const mostPlaces = 40;

function inOneForm(names: string[]): string[] {
  if (names.length <= mostPlaces) return names;
  return [...names.slice(0, mostPlaces - 1), names.slice(mostPlaces - 1).join(', ')];
}

/** All of them, ticked or not: a form that was opened before somebody else ticked one still means the same places. */
function placesField({ places }: Takedown): Field {
  return {
    name: 'places',
    kind: 'choices',
    label: 'Clear',
    ask: 'Where have you looked, and taken every picture down?',
    choices: places.map(({ name }, number) => ({ value: placeCalled(number), label: name })),
  };
}

/** A bare number would be taken for the place of a choice in its list. */
function placeCalled(number: number): string {
  return `place-${number}`;
}

/** Whoever asked, those who keep the accounts, and the leaders. */
function isTheirs(turn: PolicyTurn, { from }: Takedown): boolean {
  return from.id === turn.person.id || isLeader(turn.person) || isAmong(administrators(turn), turn.person.id);
}

function tell(turn: PolicyTurn, record: Takedown, text: string): void {
  for (const { id } of unique([record.from, ...reachable(turn, administrators(turn))]))
    turn.tell(
      { person: id },
      notice('info', text, { buttons: [showButton(takedownMatter, record, 'Open it')] }),
    );
}

function statusInWords({ places }: Takedown): string {
  const left = places.filter(({ clear }) => !clear).length;
  if (left === 0) return 'Every place is clear';
  return `${left} of ${places.length} ${places.length === 1 ? 'place' : 'places'} still to look through`;
}

function taskCard(turn: PolicyTurn, record: Takedown): CaseCard {
  return caseCard({
    title: `Pictures to take down: ${record.child}`,
    status: statusInWords(record),
    tone: endOf(record) ? 'good' : 'warning',
    steps: record.places.map(({ name, clear }) => ({
      label: name,
      state: clear ? 'done' : 'now',
      ...(clear ? { note: clear.by.name } : {}),
    })),
    history: record.history.map((past) => dated(turn.school, past)),
  });
}
