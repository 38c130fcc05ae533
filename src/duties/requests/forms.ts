/** The forms about requests, as data: for a new account, for one that is there already, for a change, and for another try. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, roleInWords } from '../../conversation/words.ts';
import type { Begin } from '../../core/dialog.ts';
import type { Field } from '../../core/field.ts';
import { asSentence, shownAnswer } from '../../core/form.ts';
import type { Policy } from '../../policy/pack.ts';
import { type Account, titleOf } from '../register/account.ts';
import { closingAlready } from '../register/closing.ts';
import {
  addressField,
  closesField,
  credentialsField,
  fewestOwners,
  handleField,
  moderatorsField,
  ownersField,
  platformField,
  reviewField,
} from '../register/fields.ts';
import type { Request, Stage } from './request.ts';

export function applicationForm({ policy }: PolicyTurn): Begin {
  const { fields, source, intro, stages } = policy.application;
  return {
    form: 'requests.apply',
    title: 'New school account',
    fields,
    submit: 'Send it',
    intro: `${source} ${intro}`,
    next: decidedBy(stages),
  };
}

const nameField: Field = { name: 'name', kind: 'line', label: 'Name', ask: 'What is the account called?' };
const openField: Field = {
  name: 'open',
  kind: 'choice',
  label: 'Open or private',
  ask: 'Is it open or private?',
  choices: [
    { value: 'open', label: 'Open: anyone can see it' },
    { value: 'private', label: 'Private: we decide who comes in' },
  ],
};

export function existingForm({ policy }: PolicyTurn): Begin {
  const { fields, carries, stages } = policy.application;
  const least = fewestOwners(fields, carries.owners);
  return {
    form: 'requests.existing',
    title: 'Existing account',
    submit: 'Send it',
    intro: 'This adds an account your school already has. The same people approve it as for a new one.',
    next: decidedBy(stages),
    fields: [
      nameField,
      platformField,
      handleField,
      addressField,
      { ...ownersField, least },
      moderatorsField,
      openField,
      credentialsField,
      closesField,
      reviewField,
    ],
  };
}

export type PolicyChange = Policy['application']['changes'][number];

export function changeForm({ policy }: PolicyTurn, account: Account, change: PolicyChange): Begin {
  return {
    form: 'requests.change',
    title: changeTitle(account, change),
    fields: change.fields,
    submit: 'Send it',
    ...(change.clause ? {} : { intro: 'Your school asks for this. Your policy doesn’t mention it.' }),
    next: decidedBy(change.stages ?? policy.application.stages),
    value: { id: account.id, change: change.id },
  };
}

export function changeTitle(account: Account, { label }: PolicyChange): string {
  return `${label}: ${titleOf(account)}`;
}

export type Permission = Policy['permissions'][number];

export function permissionForm({ id, label, intro, fields, stages }: Permission): Begin {
  return {
    form: 'requests.permission',
    title: label,
    fields,
    submit: 'Send it',
    intro,
    next: decidedBy(stages),
    value: { permission: id },
  };
}

/** Who reads a request, and what comes of it. */
function decidedBy(stages: Stage[]): string {
  const roles = stages.map(({ by }) => (by === 'manager' ? 'your line manager' : roleInWords(by)));
  return `It goes to ${roles.join(', then to ')}, with your name. They read it all and decide. I’ll tell you here what they say.`;
}

export function permissionCalled({ policy }: PolicyTurn, id: string | undefined): Permission | undefined {
  return policy.permissions.find((permission) => permission.id === id);
}

/** The same request once more, with what was asked to be changed. */
export function revisionForm(request: Request): Begin {
  const { id, title, fields, answers, reason, reopened = [], terms } = request;
  const isAsked = ({ name }: Field) => reopened.includes(name);
  const kept = Object.entries(answers).filter(([name]) => !reopened.includes(name));
  return {
    form: 'requests.revise',
    title,
    fields: fields.map((field) => (isAsked(field) ? withFormer(field, request) : field)),
    answers: Object.fromEntries(kept),
    submit: 'Send it again',
    intro: `Please change: ${reason ?? ''}`,
    next: decidedBy(terms.stages),
    value: { id },
  };
}

/** What it was stands beside the question; where something secret is kept does not. */
function withFormer(field: Field, { answers, people }: Request): Field {
  if ('guarded' in field && field.guarded) return field;
  const choices = people.map(({ id, name }) => ({ value: id, label: name }));
  const named = field.kind === 'people' ? { ...field, choices } : field;
  const former = asSentence(`Before: ${brief(shownAnswer(named, answers[field.name]), 300)}`);
  return { ...field, help: field.help ? `${former} ${field.help}` : former };
}

/** A new request with the answers of one that was rejected. Its form is the school's present one. */
export function anotherTry(
  turn: PolicyTurn,
  request: Request,
  account: Account | undefined,
): Begin | undefined {
  const form = formOf(turn, request, account);
  if (!form) return undefined;
  const entries = Object.entries(request.answers).filter(([name]) =>
    form.fields.some((field) => field.name === name),
  );
  return {
    ...form,
    answers: Object.fromEntries(entries),
    intro: `It was rejected: “${request.reason ?? ''}” Change what you like, then send it as a new request.`,
    // Tells it from the same form for something else.
    value: { ...form.value, again: request.id },
  };
}

function formOf(turn: PolicyTurn, request: Request, account: Account | undefined): Begin | undefined {
  switch (request.kind) {
    case 'new':
      return applicationForm(turn);
    case 'existing':
      return existingForm(turn);
    case 'change': {
      const change = changeCalled(turn, request.terms.change?.id);
      return account && !closingAlready(account) && change ? changeForm(turn, account, change) : undefined;
    }
    case 'permission': {
      const permission = permissionCalled(turn, request.terms.permission);
      return permission && permissionForm(permission);
    }
  }
}

export function changeCalled({ policy }: PolicyTurn, id: string | undefined): PolicyChange | undefined {
  return policy.application.changes.find((change) => change.id === id);
}
