/** Opens the store for a command that only reads it, whether or not the bot is running. */
import { anchorsPath } from '../store/anchors.ts';
import { type AuditKey, auditKey } from '../store/audit.ts';
import { type View, viewEmbeddedStore } from '../store/embedded/view.ts';
import { CommandError } from './command.ts';

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

export async function withView<T>(dir: string, use: (view: View) => Promise<T>): Promise<T> {
  const view = await viewEmbeddedStore(dir);
  if (!view) {
    throw new CommandError(
      `There is no store in ${dir} yet. Start Chalkline first, or name the store’s folder in DATA_DIR.`,
    );
  }
  try {
    return await use(view);
  } finally {
    view.close();
  }
}
