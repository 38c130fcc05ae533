/** The life of a report: read by name, taken on, added to, joined with another one, and closed. */
import { reachable } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { closedAlready } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { notice } from '../../core/card.ts';
import type { Field } from '../../core/field.ts';
import { give, show, showButton } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import type { Change, Matter } from '../../core/matter/table.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import { alarmIn, pointerWords } from '../safeguarding.ts';
import {
  fileCard,
  receiversInWords,
  reportColumns,
  senderCard,
  shortly,
  statusInWords,
  wholeCard,
} from './cards.ts';
import { mayReceive, receiverAbove, receiving } from './receiving.ts';
import { type Receiver, type Report, reports } from './report.ts';

const outcomeField: Field = {
  name: 'outcome',
  kind: 'text',
  label: 'How it ended',
  ask: 'How did it end?',
  help: 'Only those who may read this report see it.',
  longest: 1500,
};

const addField: Field = {
  name: 'words',
  kind: 'text',
  label: 'What you’d like to add or put right',
  ask: 'What would you like to add or put right?',
  help: 'What you sent stays as it is. Please leave out children’s names.',
  longest: 2000,
};

const wasRead: Change<Report, PolicyTurn> = {
  does: (report, { by, at }) => ({ ...report, readers: [...report.readers, { by, at }] }),
  audit: 'read a report',
  history: ({ readers }, { by }) =>
    readers.filter((reader) => reader.by.id === by.id).length > 1
      ? `Read again by ${by.name}`
      : `Read by ${by.name}`,
};

type ReportAct = 'read' | 'take' | 'close' | 'join' | 'add';

export const reportMatter: Matter<Report, PolicyTurn, ReportAct> = {
  name: 'report',
  records: reports,
  gone: 'This report is no longer on record, so nothing was changed.',
  by: (turn, report) =>
    mayReceive(turn, report)
      ? undefined
      : {
          says: 'This report is for other people to read and deal with. Nothing was changed.',
          audit: 'this report is for others',
        },
  sees: (turn, { from, ...report }) => {
    if (from.id === turn.person.id) return 'sender';
    return mayReceive(turn, { from, ...report }) ? 'file' : undefined;
  },
  views: () => [
    { name: 'file', looks: fileCard, acts: ['read', 'take', 'close'] },
    { name: 'whole', looks: wholeCard, acts: ['take', 'close', 'join'] },
    { name: 'sender', looks: senderCard, acts: ['add'] },
  ],
  acts: {
    read: {
      label: 'Read it',
      style: 'primary',
      opens: async (turn, report) =>
        show(inPrivate(turn), reportMatter, await change(turn, reportMatter, report, wasRead), 'whole'),
    },
    take: {
      label: 'I’ll deal with it',
      unless: (_turn, { takenBy, closed }) =>
        closed ? closedAlready(closed.by.name) : takenBy && `${takenBy.name} is dealing with it already.`,
      does: (report, { by }) => ({ ...report, takenBy: by }),
      audit: 'took on a report',
      history: (_report, { by }) => `Taken on by ${by.name}`,
      tells: (turn, report, { by }) => tellSender(turn, report, `${by.name} is dealing with your report.`),
    },
    close: {
      label: 'Close it',
      unless: (_turn, { closed }) => closed && closedAlready(closed.by.name),
      asks: (_turn, report) => ({
        title: 'Close this report',
        intro: shortly(report),
        fields: [outcomeField],
        submit: 'Close it',
      }),
      does: (report, { by, at, answers }) => ({
        ...report,
        closed: { by, at, words: String(answers.outcome) },
      }),
      audit: 'closed a report',
      history: (_report, { by }) => `Closed by ${by.name}`,
      tells: (turn, report, { by }) =>
        tellSender(turn, report, `${by.name} has dealt with your report. Thank you for telling us.`),
    },
    join: {
      label: 'Same as another one',
      rank: 'quiet',
      unless: async (turn, report) =>
        report.closed
          ? closedAlready(report.closed.by.name)
          : (await likeIt(turn, report)).length > 0
            ? undefined
            : 'No other report of this kind is open.',
      asks: async (turn, report) => ({
        title: 'Same as another one',
        intro: 'This one is closed, and goes on with the one you choose.',
        fields: [
          {
            name: 'with',
            kind: 'choice',
            label: 'The other report',
            ask: 'Which one?',
            choices: (await likeIt(turn, report)).map((other) => ({
              value: other.id,
              label: shortly(other),
            })),
          },
        ],
        submit: 'Join them',
      }),
      does: (report, { by, at, answers }) => ({
        ...report,
        joined: String(answers.with),
        closed: { by, at, words: `Goes on with ${answers.with}.` },
      }),
      audit: 'joined a report with another one',
      detail: ({ joined = '' }) => ({ with: joined }),
      history: ({ joined }, { by }) => `${by.name} joined it with ${joined}`,
      tells: (turn, report, { by }) =>
        tellSender(turn, report, `${by.name} is dealing with your report together with another one.`),
      after: async (turn, report) => {
        const other = await turn.work.get(reports, report.joined ?? '');
        if (other) await change(turn, reportMatter, other, joinedBy(report));
      },
    },
    add: {
      label: 'Add something',
      by: ({ person }, { from }) =>
        person.id === from.id
          ? undefined
          : { says: `Only ${from.name} can add to this report.`, audit: 'only the sender adds to a report' },
      unless: (_turn, { closed }) => closed && closedAlready(closed.by.name),
      asks: () => ({ title: 'Add to your report', fields: [addField], submit: 'Add it' }),
      // What may be about a child's safety belongs in a conversation here as well, and is not kept.
      checks: async (turn, _report, answers) => {
        const isGrave = alarmIn(turn, String(answers.words ?? '')) !== undefined;
        return { answers, problems: isGrave ? { words: pointerWords(turn.school) } : {} };
      },
      does: (report, { at, answers }) => ({
        ...report,
        added: [...report.added, { at, words: String(answers.words) }],
      }),
      audit: 'added to a report',
      history: (_report, { by }) => `${by.name} added something`,
      tells: (turn, report) => {
        tellReceivers(turn, report, `${report.from.name} has added something to a report.`);
        turn.whisper(notice('good', `Added. ${receiversInWords(turn, report)} can read it now.`));
      },
    },
  },
  home: {
    among: ['state:open', 'state:taken'],
    urgent: true,
    waits: ['read', 'close'],
    line: (turn, report, waits) => {
      const isMine = report.from.id === turn.person.id;
      if (!isMine && report.takenBy && report.takenBy.id !== turn.person.id) return undefined;
      return isMine
        ? { title: `Your report: ${report.title}`, text: statusInWords(turn, report) }
        : {
            title: shortly(report),
            text: waits ? 'A report to read and deal with' : statusInWords(turn, report),
          };
    },
  },
  clock: {
    remind: {
      among: 'state:open',
      daily: isTimeToRemind,
      due: (turn, { since, reminded }) => workingDaysSince(turn, reminded ?? since) >= remindAfter,
      does: (report, { today }) => ({ ...report, reminded: today }),
      tells: (turn, report) => remindOrRaise(turn, report),
    },
  },
  kept: {
    days: 6 * 365,
    because: 'So long somebody may still go to court about it.',
    seenBy: 'Whoever sent it, and the one it goes to; nobody it is about',
  },
  register: {
    name: 'reports',
    title: 'Reports',
    columns: reportColumns,
    withheld: ['from', 'about', 'what', 'where', 'done', 'added', 'closed', 'readers', 'history'],
  },
  confidential: true,
  facts: ({ kind }) => ({ kind }),
};

/** In the school's working days. */
const remindAfter = 1;
const raiseAfter = 2;

function joinedBy({ id }: Report): Change<Report, PolicyTurn> {
  return {
    does: (report) => ({ ...report }),
    audit: 'goes on with another report',
    detail: () => ({ with: id }),
    history: () => `Goes on with ${id} as well`,
  };
}

/** Other open ones of its kind that whoever reads this one may read, too. */
async function likeIt(turn: Turn, { id, kind }: Report): Promise<Report[]> {
  const open = await turn.work.find(reports, `open:${kind}`);
  return open.filter((other) => other.id !== id && mayReceive(turn, other));
}

function tellSender(turn: Turn, report: Report, text: string): void {
  turn.tell(
    { person: report.from.id },
    notice('info', text, { buttons: [showButton(reportMatter, report, 'Show your report')] }),
  );
}

function tellReceivers(turn: Turn, report: Report, text: string): void {
  const role = report.to.at(-1);
  const people = role ? receiving(turn.school, report, role) : [];
  for (const { id } of reachable(turn, people))
    turn.tell(
      { person: id },
      notice('warning', text, { buttons: [showButton(reportMatter, report, 'Open it')] }),
    );
}

/** Nobody has taken it on: first they hear of it again, then the next role up hears of it as well. */
async function remindOrRaise(turn: PolicyTurn, report: Report): Promise<void> {
  const above = workingDaysSince(turn, report.since) >= raiseAfter ? receiverAbove(turn, report) : undefined;
  if (above) return raiseTo(turn, report, above);
  tellReceivers(turn, report, 'A report is still waiting for somebody to deal with it.');
}

async function raiseTo(turn: PolicyTurn, report: Report, role: Receiver): Promise<void> {
  const raised = await change(turn, reportMatter, report, {
    does: (before, { today }) => ({ ...before, to: [...before.to, role], since: today }),
    audit: 'took a report to the next role up',
    detail: () => ({ to: role }),
    history: (after) => `Nobody had dealt with it, so it also went to ${receiversInWords(turn, after)}`,
    tells: (_turn, after) =>
      tellSender(
        turn,
        after,
        `Nobody has dealt with your report yet, so ${receiversInWords(turn, after)} has it as well.`,
      ),
  });
  await giveTo(turn, raised, role);
}

/** Everybody who holds the role gets its card, one by one: a room may have somebody in it whom it is about. */
export async function giveTo(turn: PolicyTurn, report: Report, role: Receiver): Promise<void> {
  const people = reachable(turn, receiving(turn.school, report, role));
  await give(
    turn,
    reportMatter,
    report,
    'file',
    people.map(({ id }) => ({ person: id })),
    {
      ifLost: notice(
        'urgent',
        `I couldn’t get your report to ${receiversInWords(turn, report)}. It’s kept. Please tell them in person.`,
      ),
    },
  );
}
