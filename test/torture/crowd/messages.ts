/** What the bot of the crowd and whoever plays the crowd say to each other. */

/** All that it needs to know of the platforms, which are in the other process. */
export type Place = {
  schoolFile: string;
  dataDir: string;
  slack: { botToken: string; signingSecret: string; apiUrl: string };
  teams: { appId: string; appPassword: string; tenantId: string };
  teamsUrl: string;
  /** The first instant of its clock. */
  start: number;
};

export type FromBot =
  | { type: 'listening'; address: string }
  | { type: 'settled' }
  | { type: 'weighed'; heap: number; process: number };

export type ToBot =
  /** Lets so long pass at once, and sends what is left. */
  { type: 'pass'; ms: number } | { type: 'weigh' };
