/** What the doctor says about one thing: it is well, it is worth knowing, or it must be mended, and how. */
import type { SettingsError } from '../../settings.ts';

export type Finding = { kind: 'ok' | 'note' | 'fault'; says: string; mend?: string };
export type Section = { title: string; findings: Finding[] };

export function ok(says: string): Finding {
  return { kind: 'ok', says };
}

export function note(says: string, mend?: string): Finding {
  return { kind: 'note', says, ...(mend ? { mend } : {}) };
}

export function fault(says: string, mend?: string): Finding {
  return { kind: 'fault', says, ...(mend ? { mend } : {}) };
}

/** One finding for each fault that would stop the start. */
export function faultsIn(error: SettingsError): Finding[] {
  return error.faults.map((line) => fault(line));
}
