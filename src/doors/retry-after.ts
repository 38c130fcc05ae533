/** How long a platform asks to wait, as it stands in the header of its answer. */

/** Seconds, or the moment itself. */
export function waitOf(header: string | null | undefined): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
