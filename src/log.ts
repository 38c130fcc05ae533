/** One JSON line for each thing worth knowing later. Never what people wrote, and never a secret. */
export type Log = (what: string, details?: Record<string, string | number | boolean>) => void;

export function logTo(stream: { write(line: string): unknown }): Log {
  return (what, details = {}) => {
    stream.write(`${JSON.stringify({ at: new Date().toISOString(), what, ...details })}\n`);
  };
}
