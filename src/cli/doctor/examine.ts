/** Everything the doctor looks at, in the order in which it is best put right. */
import type { ListedPlatform, School } from '../../core/school.ts';
import { dayAt } from '../../core/time.ts';
import type { Engine } from '../../policy/answer.ts';
import { readSchools, shared } from '../../schools/schools.ts';
import { type Settings, SettingsError } from '../../settings.ts';
import type { Authentication } from '../../teams/authentication.ts';
import { storeAt } from '../store-view.ts';
import { type Finding, fault, faultsIn, note, type Section } from './finding.ts';
import { examineManifests } from './manifests.ts';
import { examinePacks } from './packs.ts';
import { examineReader } from './reader.ts';
import { examineSchool } from './school.ts';
import { examineSettings } from './settings.ts';
import { examineSlack } from './slack.ts';
import { examineStore } from './store.ts';
import { examineTeams } from './teams.ts';

type Parts = {
  env: Record<string, string | undefined>;
  /** Reads the policy packs. */
  load: (reader: Settings['reader']) => Engine;
  /** The folder of the manifests. */
  manifests: string;
  now: string;
  /** What tests put in the place of Microsoft's own sign-in. */
  teams?: Authentication;
};

export async function examine({ env, load, manifests, now, teams }: Parts): Promise<Section[]> {
  const { findings, settings } = examineSettings(env);
  const asked = examineManifests(manifests);
  const packs = examinePacks(() => load(settings?.reader), now.slice(0, 10));
  const { schools, findings: aboutSchools } = examineSchools(settings, packs.engine, now);
  return [
    { title: 'Settings', findings },
    { title: 'Policies', findings: packs.findings },
    { title: 'School file', findings: aboutSchools },
    { title: 'Store', findings: await examineStore(storeAt(env), now) },
    { title: 'Manifests', findings: asked.findings },
    ...(packs.engine?.outside
      ? [{ title: 'Language model', findings: await examineReader(packs.engine) }]
      : []),
    ...(settings?.slack
      ? [{ title: 'Slack', findings: await examineSlack(settings.slack, asked.scopes, schools) }]
      : []),
    ...(settings?.teams
      ? [{ title: 'Teams', findings: await examineTeams(settings.teams, schools, teams) }]
      : []),
  ].filter((section) => section.findings.length > 0);
}

type Examined = { schools: School[]; findings: Finding[] };

/** The playground needs no school file: its schools are made up. */
function examineSchools(settings: Settings | undefined, engine: Engine | undefined, now: string): Examined {
  if (!settings) {
    return {
      schools: [],
      findings: [note('The school file and the platforms are looked at once the settings are right.')],
    };
  }
  const platforms = [
    ...(settings.slack ? (['slack'] as const) : []),
    ...(settings.teams ? (['teams'] as const) : []),
  ];
  if (platforms.length === 0) return { schools: [], findings: [] };
  try {
    const schools = readSchools(settings.schoolFile);
    const findings = schools.flatMap((school) =>
      engine?.policies().includes(school.policy)
        ? examineSchool(school, engine.policy(school.policy), platforms, dayAt(now, school.timezone))
        : [unknownPolicy(school, engine?.policies() ?? [])],
    );
    return {
      schools,
      findings: [...findings, ...platforms.flatMap((platform) => sharedNotes(schools, platform))],
    };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { schools: [], findings: faultsIn(error) };
  }
}

/** Somebody who is listed at two by mistake would be asked for ever. Groups are left to the platforms. */
function sharedNotes(schools: School[], platform: ListedPlatform): Finding[] {
  return shared(schools, platform).map(([workspace, sharing]) => {
    const handles = sharing.flatMap(({ people }) => people.flatMap((person) => person[platform] ?? []));
    const twice = new Set(handles.filter((handle, at) => handles.indexOf(handle) !== at));
    const people = sharing.flatMap((school) => school.people);
    const names = people.filter((person) => twice.delete(person[platform] ?? '')).map(({ name }) => name);
    return note(
      `${sharing.map(({ name }) => name).join(' and ')} share ${workspace}. ${names.length > 0 ? `Asked which school they mean: ${names.join(', ')}.` : 'Nobody is listed at two of them.'}`,
    );
  });
}

function unknownPolicy({ name, policy }: School, policies: string[]): Finding {
  return fault(
    `${name} follows the policy “${policy}”, which is not in data/policies.`,
    `Known are: ${policies.join(', ')}.`,
  );
}
