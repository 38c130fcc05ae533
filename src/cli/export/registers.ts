/** What is exported of a school. Whatever no duty names stays in the store. */
import { duties } from '../../bot/bot.ts';
import { registersIn } from '../../core/bot.ts';

export const registers = registersIn(duties);

/** The audit trail is written entry by entry, so its columns are known beforehand. */
export const auditColumns = ['number', 'at', 'by', 'from', 'what', 'about', 'detail', 'previous', 'hash'];
