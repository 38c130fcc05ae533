/** Why something failed, in words for a log or a sentence: no stack, and nothing of what the error carries along. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
