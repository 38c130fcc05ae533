/** A table of what is kept: in the export, and before whoever looks through the school's records. */
import type { School } from './school.ts';
import { shownInstant } from './time.ts';

/** What each column says of a record, by its heading. The first one says which record it is. */
export type Columns<R, T> = Record<string, (record: R, turn: T) => string | undefined>;

export type Register<R, T> = {
  /** The file's name without its ending. */
  name: string;
  /** The kind of record. */
  kind: string;
  /** Its name as people read it. */
  title: string;
  columns: Columns<R, T>;
  /** Parts that make no sense in a spreadsheet; they are in the JSON. */
  notInCsv?: string[];
  /** Parts that only some people at the school may read; they are in no file. */
  withheld?: string[];
};

/** When something happened, for a column. */
export function whenAt({ school }: { school: School }, instant: string | undefined): string | undefined {
  return instant && shownInstant(instant, school.timezone);
}
