/** Are the settings complete, and what would start with them? */
import { readSettings, type Settings, SettingsError } from '../../settings.ts';
import { type Finding, faultsIn, note, ok } from './finding.ts';

type Env = Record<string, string | undefined>;

export function examineSettings(env: Env): { findings: Finding[]; settings?: Settings } {
  try {
    const settings = readSettings(env);
    return { findings: describe(settings), settings };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { findings: faultsIn(error) };
  }
}

function describe(settings: Settings): Finding[] {
  const { slack, teams, playground, host, port } = settings;
  const doors = [
    ...(slack ? [slack.appToken ? 'Slack over Socket Mode' : 'Slack over HTTP'] : []),
    ...(teams ? ['Teams'] : []),
    ...(playground ? ['the playground'] : []),
  ];
  if (!slack && !teams) return [ok('Nothing is set up yet; the playground would start.')];
  return [
    ok(`These would open on ${host}, port ${port}: ${doors.join(', ')}.`),
    ...(teams?.anonymous
      ? [note('Teams is open without authentication, for emulators on this machine only.')]
      : []),
  ];
}
