/** The doctor's findings in plain lines: every mark has its word, so that nothing hangs on a colour or a sign. */
import type { Finding, Section } from './finding.ts';

const marks = { ok: '✓ ok   ', note: '• note ', fault: '✗ FAULT' } as const satisfies Record<
  Finding['kind'],
  string
>;

export function shown(sections: Section[]): string {
  const faults = countOf(sections, 'fault');
  const parts = sections.map(({ title, findings }) => [title, ...findings.flatMap(linesOf)].join('\n'));
  return [...parts, ending(faults, countOf(sections, 'note'))].join('\n\n');
}

export function countOf(sections: Section[], kind: Finding['kind']): number {
  return sections.flatMap((section) => section.findings).filter((finding) => finding.kind === kind).length;
}

function linesOf({ kind, says, mend }: Finding): string[] {
  const lines = says.trimEnd().split('\n');
  const [first, ...rest] = lines;
  return [
    `  ${marks[kind]}  ${first}`,
    ...rest.map((line) => `           ${line}`),
    ...(mend ? [`           → ${mend}`] : []),
  ];
}

function ending(faults: number, notes: number): string {
  const aside = notes === 0 ? '' : ` ${notes === 1 ? '1 note' : `${notes} notes`} to think about.`;
  if (faults === 0) return `Everything needed is in order.${aside}`;
  return `${faults === 1 ? '1 fault' : `${faults} faults`} to put right.${aside}`;
}
