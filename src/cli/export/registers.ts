/** What is exported of a school. Whatever is not named here stays in the store. */

export type Register = {
  /** The file's name without its ending. */
  name: string;
  /** The kind of record. */
  kind: string;
  /** Parts that make no sense in a spreadsheet; they are in the JSON. */
  notInCsv?: string[];
};

export const registers: Register[] = [
  { name: 'requests', kind: 'request', notInCsv: ['terms', 'fields', 'before'] },
  { name: 'accounts', kind: 'account' },
  { name: 'leavers', kind: 'leaver' },
  { name: 'press-calls', kind: 'press-call' },
  { name: 'questions', kind: 'question' },
  { name: 'own-rulings', kind: 'own-ruling' },
  { name: 'question-counts', kind: 'ask-count' },
  { name: 'standings', kind: 'standing' },
];

/** The audit trail is written entry by entry, so its columns are known beforehand. */
export const auditColumns = ['number', 'at', 'by', 'from', 'what', 'about', 'detail', 'previous', 'hash'];
