/** The questions about a running account, asked when it is recorded and when one that was there before is entered. */
import type { Field, FieldOf } from '../../core/field.ts';

export const platformField: Field = {
  name: 'platform',
  kind: 'line',
  label: 'Platform',
  ask: 'Which platform is it on?',
  help: 'For example: Instagram, Facebook, YouTube.',
};

export const handleField: Field = {
  name: 'handle',
  kind: 'line',
  label: 'Handle',
  ask: 'What is its name on the platform?',
  help: 'For example: @HillSchoolYear4.',
  optional: true,
};

export const addressField: Field = {
  name: 'address',
  kind: 'line',
  label: 'Address',
  ask: 'What is its web address?',
  help: 'For example: https://instagram.com/hillschool.',
  longest: 300,
};

export const ownersField: FieldOf<'people'> = {
  name: 'owners',
  kind: 'people',
  label: 'Owners',
  ask: 'Who owns it and can sign in?',
  listed: true,
};

export const moderatorsField: Field = {
  name: 'moderators',
  kind: 'people',
  label: 'Moderators',
  ask: 'Does anyone else moderate it?',
  optional: true,
};

export const credentialsField: Field = {
  name: 'credentials',
  kind: 'line',
  label: 'Where the sign-in details are kept',
  ask: 'Where are its sign-in details kept?',
  help: 'For example: the safe in the office. Please never write a password here.',
  guarded: true,
};

export const closesField: Field = {
  name: 'closes',
  kind: 'date',
  label: 'Closes on',
  ask: 'When will it close, if you know?',
  notBefore: 'today',
  optional: true,
};

export const reviewField: Field = {
  name: 'review',
  kind: 'date',
  label: 'Next check',
  ask: 'When will you next check that it’s still needed?',
  notBefore: 'today',
  optional: true,
};

/** May be saved without it, but is needed before the account is active. */
export function laterOn(field: Field): Field {
  return { ...maybe(field), later: true };
}

export function maybe(field: Field): Field {
  return { ...field, optional: true };
}

/** The fewest owners that the policy's own form asks for. */
export function fewestOwners(fields: Field[], ownersName: string): number {
  const owners = fields.find((field) => field.name === ownersName);
  return (owners?.kind === 'people' && owners.least) || 1;
}

const address = /^(?:https?:\/\/)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#]\S*)?$/iu;

export function isAddress(text: string): boolean {
  return address.test(text);
}
