/** The Teams app package: the manifest with the bot's ids, and its two icons, in one zip file. */
import { type Zippable, zipSync } from 'fflate';
import { z } from 'zod';
import { json, withAddress } from './addresses.ts';

export const teamsManifestFile = z.looseObject({
  id: z.guid(),
  icons: z.object({ color: z.string(), outline: z.string() }),
  bots: z.array(z.looseObject({ botId: z.guid(), scopes: z.array(z.string()) })).min(1),
  validDomains: z.array(z.string()),
});
type TeamsManifest = z.infer<typeof teamsManifestFile>;

export function teamsManifest(template: unknown, appId: string, address: string | undefined): TeamsManifest {
  const parsed = json.parse(template);
  const manifest = teamsManifestFile.parse(address ? withAddress(parsed, address) : parsed);
  return {
    ...manifest,
    id: appId,
    bots: manifest.bots.map((bot) => ({ ...bot, botId: appId })),
    validDomains: address ? [new URL(address).hostname] : [],
  };
}

// Zip knows no earlier day, and a fixed one makes the same package from the same settings.
const packed = new Date(1980, 0, 1);

export function teamsPackage(manifest: TeamsManifest, readIcon: (name: string) => Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`);
  const files: Zippable = { 'manifest.json': text };
  for (const name of [manifest.icons.color, manifest.icons.outline]) files[name] = readIcon(name);
  return zipSync(files, { mtime: packed });
}
