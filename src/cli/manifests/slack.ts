/** The Slack app manifest: with the bot's address, or for Socket Mode, which needs none. */
import { z } from 'zod';
import { json, withAddress, withoutAddresses } from './addresses.ts';

const manifest = z.looseObject({ settings: z.looseObject({}) });

/** Without an address it is made for Socket Mode. */
export function slackManifest(template: unknown, address: string | undefined): unknown {
  const addressed = json.parse(template);
  const made = manifest.parse(address ? withAddress(addressed, address) : withoutAddresses(addressed));
  return { ...made, settings: { ...made.settings, socket_mode_enabled: address === undefined } };
}
