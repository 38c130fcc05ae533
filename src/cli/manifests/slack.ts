/** The Slack app manifest: with the bot's address, or for Socket Mode, which needs none. */
import { z } from 'zod';
import { json, withAddress, withoutAddresses } from './addresses.ts';

const file = z.record(z.string(), json);
export const slackManifestFile = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
    slash_commands: z.array(z.object({ command: z.string() })).min(1),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).min(1) }) }),
  settings: z.looseObject({
    event_subscriptions: z.object({ bot_events: z.array(z.string()).min(1) }),
    interactivity: z.object({ is_enabled: z.literal(true) }),
  }),
});

/** Without an address it is made for Socket Mode. */
export function slackManifest(template: unknown, address: string | undefined): Record<string, unknown> {
  const parsed = json.parse(template);
  const manifest = file.parse(address ? withAddress(parsed, address) : withoutAddresses(parsed));
  const settings = file.parse(manifest.settings);
  return { ...manifest, settings: { ...settings, socket_mode_enabled: address === undefined } };
}
