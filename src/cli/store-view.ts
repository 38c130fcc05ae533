/** Opens the store for a command that only reads it, whether or not the bot is running. */
import { anchorsPath } from '../store/anchors.ts';
import { type AuditKey, auditKey } from '../store/audit.ts';
import { storeName, viewStore } from '../store/open.ts';
import type { View } from '../store/view.ts';
import { CommandError } from './command.ts';

/** The address of the shared store, else the folder of the embedded one. */
export function storeAt(from: Record<string, string | undefined>): string {
  return from.DATABASE_URL?.trim() || storeFolder(from);
}

export function storeFolder(from: Record<string, string | undefined>): string {
  return from.DATA_DIR?.trim() || 'data/store';
}

export function anchorsFile(from: Record<string, string | undefined>): string {
  return from.AUDIT_ANCHORS?.trim() || anchorsPath(storeFolder(from));
}

export function keyFrom(from: Record<string, string | undefined>): AuditKey | undefined {
  const secret = from.AUDIT_KEY?.trim();
  return secret ? auditKey(secret) : undefined;
}

export async function withView<T>(at: string, use: (view: View) => Promise<T>): Promise<T> {
  const view = await viewStore(at);
  if (!view) {
    throw new CommandError(
      `There is no store in ${storeName(at)} yet. Start Chalkline first, or name the store in DATA_DIR or DATABASE_URL.`,
    );
  }
  try {
    return await use(view);
  } finally {
    await view.close();
  }
}
