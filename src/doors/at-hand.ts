/** What every door is handed when it is opened: one clock and one log for all of them. */

export type AtHand = {
  /** The instant it is. What an event makes due is compared with the same clock. */
  now: () => Date;
  log: (line: string) => void;
};

/** A door that is opened on its own has the machine's clock and the error output. */
export function atHand(parts: Partial<AtHand>): AtHand {
  return { now: parts.now ?? (() => new Date()), log: parts.log ?? ((line) => console.error(line)) };
}
