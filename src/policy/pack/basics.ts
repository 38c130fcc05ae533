/** What the files of a pack are made of: sentences, anchors, dates. */
import { z } from 'zod';

export const sentence = z.string().trim().min(1);
export const anchor = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9./-]*$/, 'an anchor such as 6.5 or personal-use/learners');
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2025-07-31');
