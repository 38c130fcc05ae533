/** Does Microsoft know the app, and does a school claim its tenant? */
import type { School } from '../../core/school.ts';
import { type Authentication, microsoft, type TeamsSettings } from '../../teams/authentication.ts';
import { openTeamsDoor } from '../../teams/door.ts';
import { type Finding, fault, ok } from './finding.ts';
import { examineGroups } from './groups.ts';

export async function examineTeams(
  settings: TeamsSettings,
  schools: School[],
  authentication: Authentication = microsoft,
): Promise<Finding[]> {
  if (settings.anonymous) return [ok('Without authentication there is nothing to prove to Microsoft.')];
  const door = await openTeamsDoor(settings, async () => ({}), authentication);
  const trouble = await door.fault();
  const groups = trouble || !door.groups ? [] : await examineGroups(schools, 'teams', door.groups());
  await door.close();
  return [
    trouble ? fault(trouble) : ok('Microsoft gives a token for TEAMS_APP_ID.'),
    ...tenantFindings(settings.tenantId, schools),
    ...groups,
  ];
}

function tenantFindings(tenant: string | undefined, schools: School[]): Finding[] {
  const claimed = schools.flatMap((school) => school.workspaces.teams);
  if (!tenant || schools.length === 0 || claimed.includes(tenant)) return [];
  return [
    fault(
      `No school claims the tenant ${tenant}, so nobody there would be answered.`,
      `Add "${tenant}" to workspaces.teams in the school file.`,
    ),
  ];
}
