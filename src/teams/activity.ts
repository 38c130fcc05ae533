/** The parts of a Bot Framework activity that are read here. Clients add fields and leave some empty, so nothing else is asked of it. */
import { z } from 'zod';
import { given } from '../core/given.ts';

const optionalText = z.string().nullish();

const activity = z.object({
  type: z.string().min(1),
  id: optionalText,
  name: optionalText,
  timestamp: z.string().pipe(z.coerce.date()).optional().catch(undefined),
  channelId: z.string().min(1),
  serviceUrl: z.url(),
  from: z.object({
    id: z.string().min(1),
    name: optionalText,
    aadObjectId: optionalText,
    tenantId: optionalText,
    role: optionalText,
  }),
  recipient: z.object({ id: z.string().min(1), name: optionalText }),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: optionalText,
    isGroup: z.boolean().nullish(),
    tenantId: optionalText,
  }),
  channelData: z.object({ tenant: z.object({ id: optionalText }).nullish() }).nullish(),
  text: optionalText,
  textFormat: optionalText,
  replyToId: optionalText,
  action: optionalText,
  value: z.unknown().optional(),
  entities: z
    .array(
      z.object({
        type: optionalText,
        text: optionalText,
        mentioned: z.object({ id: z.string(), name: optionalText }).nullish().catch(undefined),
      }),
    )
    .nullish(),
  attachments: z.array(z.object({ contentType: optionalText })).nullish(),
  membersAdded: z.array(z.object({ id: z.string() })).nullish(),
});

/** Its time is that of its arrival; beside it is the one that Teams wrote on it. */
export type Activity = z.infer<typeof activity> & { timestamp: Date; written?: Date };

/**
 * Undefined where it is no activity. Teams' clock and ours may differ, and what an event makes due is compared with
 * ours, so that Teams' own time only tells one event from another.
 */
export function readActivity(posted: unknown, arrived: Date): Activity | undefined {
  const read = activity.safeParse(posted).data;
  return read && { ...read, timestamp: arrived, ...given({ written: read.timestamp }) };
}
