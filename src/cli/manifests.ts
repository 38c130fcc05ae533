/** `npm run manifests`: writes the installable Slack manifest and the Teams app package. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCommand, say } from './command.ts';
import { writeManifests } from './manifests/write.ts';

const usage = 'Use it like this: npm run manifests -- --url https://bot.school.example --out dist';
const from = fileURLToPath(new URL('../../manifests', import.meta.url));

await runCommand(usage, () => {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, out: { type: 'string', default: 'dist' } },
  });
  const { SLACK_APP_TOKEN: appToken, TEAMS_APP_ID: appId } = process.env;
  for (const line of writeManifests({ from, out: values.out, url: values.url, appToken, appId })) say(line);
  return 0;
});
