/** What is read about a report: before it is written, by those it goes to, and by whoever sent it. */
import { askedBySchoolOnly, guidanceParts } from '../../conversation/guidance.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, brief, dated, orList } from '../../conversation/words.ts';
import { type CaseCard, caseCard, type Fact } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { type Columns, whenAt } from '../../core/register.ts';
import { shownInstant } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import type { ReportKind } from '../../policy/pack/reports.ts';
import { receiving } from './receiving.ts';
import type { Report } from './report.ts';

/** What to do now, before anything is written down. */
export function guidanceCard({ policy }: PolicyTurn, kind: ReportKind, goesTo: string): CaseCard {
  const { clauses = [], dont, link } = kind;
  const todo = link ? [...kind.do, `${link.label}: ${link.url}`] : kind.do;
  return caseCard({
    title: kind.title,
    status: kind.asksWho
      ? `Goes to ${goesTo}. If it’s about them, somebody else gets it instead.`
      : `Your report goes to ${goesTo}. Nobody else can read it.`,
    tone: 'warning',
    ...guidanceParts(policy, { do: todo, dont, clauses, source: sourceInWords(kind) }),
  });
}

function sourceInWords({ clauses, namesRecipient, reportIsOurs }: ReportKind): string {
  if (!clauses) return askedBySchoolOnly;
  if (reportIsOurs) return 'Your policy says what to do. Reporting it here is our advice.';
  if (namesRecipient) return 'Your policy says who hears of it.';
  return 'Your policy asks for this, but doesn’t name who hears of it. We suggest them.';
}

/** For those it goes to. What it says is a press away, so that each reader is on record. */
export function fileCard(turn: Turn, report: Report): CaseCard {
  return caseCard({
    title: `Report: ${report.title}`,
    status: statusInWords(turn, report),
    tone: report.closed ? 'good' : report.takenBy ? 'info' : 'urgent',
    text: isWordless(report)
      ? `${report.from.name} would like to speak to you about this today. They were asked to write nothing more.`
      : undefined,
    facts: [{ label: 'From', value: `${report.from.name}, ${instant(turn, report.at)}` }],
    history: report.history.map((past) => dated(turn.school, past)),
  });
}

export function wholeCard(turn: Turn, report: Report): CaseCard {
  const { readers, closed } = report;
  const read = readers.map(({ by, at }) => `${by.name}, ${instant(turn, at)}`).join('; ');
  return {
    ...fileCard(turn, report),
    facts: [...fileCard(turn, report).facts, ...written(turn, report), ...outcome(closed)],
    details: [{ label: 'Read by', value: read || 'nobody yet' }],
  };
}

/** For whoever sent it: what they wrote, and how far it has come; not what was decided about somebody. */
export function senderCard(turn: Turn, report: Report): CaseCard {
  return caseCard({
    title: report.title,
    status: statusInWords(turn, report),
    tone: report.closed ? 'good' : 'info',
    facts: [{ label: 'Sent', value: instant(turn, report.at) }, ...written(turn, report)],
  });
}

export function statusInWords(turn: Turn, report: Report): string {
  const { closed, takenBy, readers } = report;
  if (closed) return `Closed by ${closed.by.name}, ${instant(turn, closed.at)}`;
  if (takenBy) return `${takenBy.name} is dealing with it`;
  if (readers.length > 0) return `Read by ${andList([...new Set(readers.map(({ by }) => by.name))])}`;
  return `Nobody has read it yet. It is with ${receiversInWords(turn, report)}`;
}

export function receiversInWords({ school }: Turn, report: Report): string {
  const role = report.to.at(-1);
  return (role && orList(receiving(school, report, role).map(({ name }) => name))) || 'nobody yet';
}

/** A grave matter is told in person: nothing of it was written down. */
function isWordless({ what, about }: Report): boolean {
  return what === '' && about.length > 0;
}

function written(turn: Turn, report: Report): Fact[] {
  const { about, where, on, what, done, added } = report;
  const facts = [
    { label: 'About', value: andList(about.map(({ name }) => name)) },
    { label: 'What happened', value: what },
    { label: 'Where', value: where },
    { label: 'When', value: on && shownDate(on) },
    { label: 'Done so far', value: done },
    ...added.map(({ at, words }) => ({ label: `Added ${instant(turn, at)}`, value: words })),
  ];
  return facts.filter(({ value }) => value !== '');
}

function outcome(closed: Report['closed']): Fact[] {
  return closed ? [{ label: 'How it ended', value: closed.words }] : [];
}

function instant({ school }: Turn, at: string): string {
  return shownInstant(at, school.timezone);
}

export function shortly(report: Report): string {
  return brief(`${report.title} (${report.from.name})`, 120);
}

export const reportColumns: Columns<Report, Turn> = {
  Report: ({ title }) => title,
  From: ({ from }) => from.name,
  Sent: ({ at }, turn) => whenAt(turn, at),
  'Where it stands': (report, turn) => statusInWords(turn, report),
};
