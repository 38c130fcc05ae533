/** An audit entry as it is kept, checked wherever it is read back. */
import { z } from 'zod';

export const chainedEntry = z.object({
  school: z.string(),
  number: z.int(),
  at: z.string(),
  by: z.string(),
  from: z.string(),
  what: z.string(),
  about: z.string(),
  detail: z.record(z.string(), z.string()).exactOptional(),
  previous: z.string(),
  key: z.string().exactOptional(),
  hash: z.string(),
});
