/** How much of a card is shown, so that the longest one still fits: first its texts are shortened, then entries left out. */

/** The longest text, and the most entries of one kind. */
export type Measure = { text: number; entries: number };

/** From everything to the bare bones. */
export function measuresOf(texts: number[], entries: number[]): readonly Measure[] {
  return entries.flatMap((most) => texts.map((text) => ({ text, entries: most })));
}

/** What was drawn by the first measure with which it fits; undefined where it fits with none. */
export function firstToFit<By, Drawn>(
  measures: readonly By[],
  draw: (measure: By) => Drawn,
  fits: (drawn: Drawn) => boolean,
): Drawn | undefined {
  for (const measure of measures) {
    const drawn = draw(measure);
    if (fits(drawn)) return drawn;
  }
  return undefined;
}

/** A list to pick from cannot be cut: with the first entries to go, people are named in words instead. */
export function listsPeople({ entries }: Measure, [everything]: readonly Measure[]): boolean {
  return entries === everything?.entries;
}

/** The first entries, and how many are left. */
export function cutTo<T>(all: T[], { entries }: Measure): { shown: T[]; left: number } {
  const shown = all.slice(0, entries);
  return { shown, left: all.length - shown.length };
}

/** Of a history the latest matters most, so the earliest goes first. */
export function cutHistory(history: string[], { entries }: Measure): string[] {
  const shown = history.slice(-entries);
  const left = history.length - shown.length;
  return left > 0 ? [`… and ${left} earlier`, ...shown] : shown;
}
