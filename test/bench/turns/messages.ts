/** What a measured bot and whoever measures it say to each other. */

/** All that a bot needs to know of the platforms, which are in the other process. */
export type Place = {
  schoolFile: string;
  dataDir: string;
  slack: { botToken: string; signingSecret: string; apiUrl: string };
  teams: { appId: string; appPassword: string; tenantId: string };
  /** Where the keys of Teams are. */
  keysUrl: string;
};

export type Usage = {
  /** Processor time since the last one, in milliseconds. */
  cpu: number;
  /** The longest that the event loop was held since the last one, in milliseconds. */
  held: number;
  /** Memory of the whole process, in bytes. */
  memory: number;
};

export type FromBot =
  | { type: 'listening'; address: string }
  | ({ type: 'used' } & Usage)
  | { type: 'passed' };
export type ToBot =
  | { type: 'use' }
  /** Lets so long go by at once. */
  | { type: 'pass'; ms: number };

/** What a bare bot is told, to bring ten cards up to date. */
export const tenCards = 'Ten cards, please.';
