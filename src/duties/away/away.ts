/** "I’m away until Friday": whoever is on leave is not reminded, and somebody may stand in for them. */
import { actor, refusesUnlessSeenTo, toldApart } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { type Absence, absences, isOn } from '../../core/absence.ts';
import { peopleCalled } from '../../core/called.ts';
import { button, item, listCard, notice, questionCard } from '../../core/card.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import { show, showButton } from '../../core/matter/cards.ts';
import { change, raise } from '../../core/matter/change.ts';
import { personById } from '../../core/school.ts';
import { asSomeone, type Someone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { awayIn, backIn, type SaidAway } from './absence-words.ts';
import {
  absenceFields,
  absenceFrom,
  absenceMatter,
  daysInWords,
  isBack,
  isOtherwise,
  tellDeputies,
} from './matter.ts';

export const awayDuty: Duty<PolicyTurn> = {
  name: 'away',
  help: {
    part: 'do',
    title: 'Away',
    text: '“I’m away until Friday.” You aren’t reminded on leave, and somebody can stand in.',
  },
  opens: {
    away: {
      said: (text, today) => awayIn(text, today) !== undefined,
      interrupts: (_text, { form }) => form !== 'away.set',
      run: start,
    },
    back: { said: (text) => backIn(text) !== undefined, interrupts: true, run: comeBack },
    'who-is-away': {
      said: /^who(?:'s| is) (?:away|off|on leave|absent)(?: (?:today|this week|now|just now))?$/,
      interrupts: true,
      run: list,
    },
  },
  pressed: { chosen: (turn, value) => beginFor(turn, value.person ?? '', value) },
  forms: { set: put },
  matters: [absenceMatter],
};

async function start(turn: PolicyTurn, text: string): Promise<void> {
  const said = awayIn(text, turn.today);
  if (!said) return;
  const who = whoIsMeant(turn, said.name, (person) =>
    button(
      toldApart(turn.school, person),
      'away.chosen',
      given({ person: person.id, from: said.from, to: said.to }),
    ),
  );
  if (who) await beginFor(turn, who.id, said);
}

/** The one person of that name; else it is said, or asked, who is meant. */
function whoIsMeant(
  turn: PolicyTurn,
  name: string | undefined,
  choose: (person: Someone) => ReturnType<typeof button>,
): Someone | undefined {
  if (!name) return actor(turn);
  const [person, ...namesakes] = peopleCalled(turn.school.people, name, (listed) => listed.name);
  if (person && namesakes.length === 0) return person;
  const privateTurn = inPrivate(turn);
  if (person) privateTurn.say(questionCard('Who is it?', [person, ...namesakes].map(choose)));
  else
    privateTurn.say(
      notice(
        'info',
        `I can’t find “${name}” on the school’s list. Nothing was changed. Please write their full name.`,
      ),
    );
  return undefined;
}

async function beginFor(turn: PolicyTurn, id: string, said: Pick<SaidAway, 'from' | 'to'>): Promise<void> {
  const person = personById(turn.school, id) ?? actor(turn);
  if (refusesUnlessSeenTo(turn, person, mayNotSay)) return;
  const { from, to } = said;
  const answers: Answers = given({ from, to: from && to && to < from ? undefined : to });
  await begin(inPrivate(turn), { ...formFor(turn, person), answers });
}

const mayNotSay = 'may not say that somebody is away';

function formFor(turn: PolicyTurn, { id, name }: Someone): Begin {
  const isOwn = id === turn.person.id;
  return {
    form: 'away.set',
    title: isOwn ? 'You’re away' : `${name} is away`,
    fields: absenceFields,
    submit: 'Save it',
    done: 'Saved.',
    next: 'I don’t remind anybody on leave. Managers, leaders and the administrator can see the days, and whoever stands in is told.',
    value: { person: id },
  };
}

async function put(turn: PolicyTurn, answers: Answers, { person: id = '' }: Value): Promise<void> {
  const person = asSomeone(personById(turn.school, id) ?? actor(turn));
  if (refusesUnlessSeenTo(turn, person, mayNotSay)) return;
  const fit = await fitting(turn, formFor(turn, person), answers);
  if (!fit) return;
  const said = absenceFrom(fit, turn.school.people, person);
  const before = (await openFor(turn, person)).find(({ from, to }) => from <= said.to && said.from <= to);
  const absence = before
    ? await change(turn, absenceMatter, before, isOtherwise, { answers: fit })
    : raise(
        turn,
        absenceMatter,
        { id: turn.reference('H'), person, ...said, state: 'open', history: [] },
        { audit: 'said that somebody is away', history: `Put down by ${turn.person.name}` },
      );
  if (!before) tellDeputies(turn, absence);
  if (person.id !== turn.person.id)
    turn.tell(
      { person: person.id },
      notice('info', `${turn.person.name} has put down that you’re away: ${daysInWords(absence)}.`, {
        buttons: [showButton(absenceMatter, absence)],
      }),
    );
  await show(inPrivate(turn), absenceMatter, absence, 'own');
}

function openFor(turn: PolicyTurn, { id }: Someone): Promise<Absence[]> {
  return turn.work.find(absences, `person:${id}`).then((all) => all.filter(({ state }) => state === 'open'));
}

/** What is going on ends; what lies ahead stays. */
async function comeBack(turn: PolicyTurn, text: string): Promise<void> {
  const said = backIn(text);
  if (!said) return;
  const all = (await turn.work.find(absences, 'state:open')).filter((absence) => isOn(absence, turn.today));
  const people = said.name
    ? peopleCalled(
        all.map(({ person }) => person),
        said.name,
        ({ name }) => name,
      )
    : [actor(turn)];
  const absence = all.find(({ person }) => person.id === people[0]?.id);
  if (!absence)
    return turn.whisper(
      notice('info', `I don’t have ${said.name ?? 'you'} down as away. Nothing was changed.`),
    );
  if (refusesUnlessSeenTo(turn, absence.person, mayNotSay)) return;
  await change(turn, absenceMatter, absence, isBack);
  turn.whisper(
    notice('good', 'Welcome back. Reminders come as usual again.', {
      buttons: [button('Show my home', 'home.show')],
    }),
  );
}

/** As far as whoever asks may see it. */
async function list(turn: PolicyTurn): Promise<void> {
  const all = await turn.work.find(absences, 'state:open');
  const seen = all.filter((absence) => absenceMatter.sees(turn, absence) !== undefined);
  inPrivate(turn).say(
    listCard(
      'Who is away',
      seen
        .toSorted((one, other) => one.from.localeCompare(other.from))
        .map((absence) =>
          item(absence.person.name, daysInWords(absence), { buttons: [showButton(absenceMatter, absence)] }),
        ),
      { empty: 'Nobody that you can see is away.' },
    ),
  );
}
