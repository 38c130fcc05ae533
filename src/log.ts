/** One JSON line for each thing worth knowing later. Never what people wrote, and never a secret. */
export type Log = (what: string, details?: Record<string, string | number | boolean>) => void;

export function logTo(stream: { write(line: string): unknown }): Log {
  return (what, details = {}) => {
    stream.write(`${JSON.stringify({ at: new Date().toISOString(), what, ...details })}\n`);
  };
}

/** An error in one line, without whatever it carries along. */
export function briefError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
