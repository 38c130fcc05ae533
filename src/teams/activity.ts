/** The parts of a Bot Framework activity that are read here. Clients add fields and leave some empty, so nothing else is asked of it. */
import { z } from 'zod';

const some = z.string().nullish();

const activity = z.object({
  type: z.string().min(1),
  id: some,
  name: some,
  timestamp: z.string().pipe(z.coerce.date()).optional().catch(undefined),
  channelId: z.string().min(1),
  serviceUrl: z.url(),
  from: z.object({ id: z.string().min(1), name: some, aadObjectId: some, tenantId: some, role: some }),
  recipient: z.object({ id: z.string().min(1), name: some }),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: some,
    isGroup: z.boolean().nullish(),
    tenantId: some,
  }),
  channelData: z.object({ tenant: z.object({ id: some }).nullish() }).nullish(),
  text: some,
  textFormat: some,
  replyToId: some,
  action: some,
  value: z.unknown().optional(),
  entities: z
    .array(
      z.object({
        type: some,
        text: some,
        mentioned: z.object({ id: z.string(), name: some }).nullish().catch(undefined),
      }),
    )
    .nullish(),
  attachments: z.array(z.object({ contentType: some })).nullish(),
  membersAdded: z.array(z.object({ id: z.string() })).nullish(),
});

export type Activity = z.infer<typeof activity> & { timestamp: Date };

/** Undefined where it is no activity. One that does not say when it happened has happened now. */
export function readActivity(posted: unknown, now: Date): Activity | undefined {
  const read = activity.safeParse(posted).data;
  return read && { ...read, timestamp: read.timestamp ?? now };
}
