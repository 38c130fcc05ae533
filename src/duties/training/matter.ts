/** The life of a signature: asked for, reminded of on working days, given, and in the end only evidence. */
import { leavingDayOf } from '../../conversation/leaving-days.ts';
import { isListed } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { capital, dated } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { type CaseCard, caseCard } from '../../core/card.ts';
import { clauseName } from '../../core/clause-name.ts';
import { shownDate } from '../../core/dates.ts';
import { give } from '../../core/matter/cards.ts';
import type { Matter } from '../../core/matter/table.ts';
import { shownInstant } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { cited } from '../../policy/present.ts';
import { isSigningOn } from './asking.ts';
import { beginReading } from './reading.ts';
import { type Signature, signatures } from './signature.ts';
import { mayRecord } from './standing.ts';

/** Working days before each reminder. After the last one it is up to the leaders. */
const waits = [3, 5, 5];
export const mostReminders = waits.length;

export const signatureMatter: Matter<Signature, PolicyTurn, 'sign'> = {
  name: 'signature',
  records: signatures,
  gone: 'This signature is no longer on record, so nothing was changed.',
  by: ({ person }, signature) =>
    signature.person.id === person.id
      ? undefined
      : {
          says: `Only ${signature.person.name} can sign here, so nothing was changed.`,
          audit: 'nobody signs for others',
        },
  sees: (turn, signature) => {
    if (signature.person.id === turn.person.id) return 'own';
    return mayRecord(turn, turn.person) ? 'file' : undefined;
  },
  views: () => [
    { name: 'own', looks: ownCard, acts: ['sign'] },
    { name: 'file', looks: signatureCard, acts: [] },
  ],
  acts: {
    sign: {
      label: 'Read and sign',
      style: 'primary',
      unless: (turn, signature) => {
        if (signature.signed) return `You’ve signed this already: ${signedInWords(turn, signature.signed)}.`;
        return isSigningOn(turn) ? undefined : 'Nobody has to sign the policy here any more.';
      },
      opens: beginReading,
    },
  },
  home: {
    among: ['state:open'],
    waits: ['sign'],
    line: ({ person }, signature, isWaiting) =>
      isWaiting && signature.person.id === person.id
        ? { title: 'Sign the policy', text: askedOf(signature) }
        : undefined,
  },
  clock: {
    remind: {
      among: 'state:open',
      daily: isTimeToRemind,
      due: isDue,
      does: (signature, { today }) => ({
        ...signature,
        reminders: signature.reminders + 1,
        reminded: today,
      }),
      tells: (turn, signature) =>
        give(turn, signatureMatter, signature, 'own', [{ person: signature.person.id }]),
    },
    end: {
      among: 'state:current',
      daily: () => true,
      due: ({ school }, { person }) => !isListed(school, person.id),
      does: (signature, { today }) => ({ ...signature, ended: today }),
    },
  },
  kept: {
    days: 6 * 365,
    because: 'So long a dispute about somebody’s work may still come up.',
    seenBy: 'Whoever signed, the leaders and the administrator',
  },
  register: {
    name: 'signatures',
    title: 'Signatures',
    columns: {
      Person: ({ person }) => person.name,
      Edition: ({ edition }) => edition,
      Asked: ({ asked }) => asked && `${shownDate(asked.on)}, ${asked.by.name}`,
      Reminders: ({ reminders }) => String(reminders),
      Signed: ({ signed }, turn) => signed && signedInWords(turn, signed),
      Position: ({ signed }) => signed?.position,
      Statement: ({ signed }) => signed?.statement,
    },
  },
};

async function isDue(turn: PolicyTurn, { asked, reminders, reminded, person }: Signature): Promise<boolean> {
  const wait = waits[reminders];
  if (!asked || wait === undefined || !isSigningOn(turn)) return false;
  if (workingDaysSince(turn, reminded ?? asked.on) < wait) return false;
  return isListed(turn.school, person.id) && !(await leavingDayOf(turn, person.id));
}

function ownCard(turn: PolicyTurn, signature: Signature): CaseCard {
  const card = { ...signatureCard(turn, signature), title: 'Your signature' };
  return signature.signed ? card : { ...card, status: askedOf(signature) };
}

function askedOf({ asked, person, reminders }: Signature): string {
  const isOwn = asked?.by.id === person.id;
  const wish =
    asked && !isOwn
      ? `${asked.by.name} asks you to read and sign the policy.`
      : 'Please read and sign the policy.';
  return `${reminders > 0 ? 'Just a reminder. ' : ''}${wish} It takes about three minutes.`;
}

function signatureCard(turn: PolicyTurn, signature: Signature): CaseCard {
  const { person, signed, edition, history } = signature;
  const { clauses } = turn.policy.signing;
  return caseCard({
    title: `Signature: ${person.name}`,
    status: signed ? `Signed ${signedInWords(turn, signed)}` : 'Not signed yet',
    tone: signed ? 'good' : 'info',
    facts: [
      { label: 'Policy', value: capital(edition) },
      ...(signed?.position ? [{ label: 'Position', value: signed.position }] : []),
      ...(signed?.statement ? [{ label: 'Statement', value: signed.statement }] : []),
    ],
    history: history.map((past) => dated(turn.school, past)),
    details:
      clauses.length === 0
        ? [{ label: 'Where this comes from', value: 'Your school asks for it. Your policy doesn’t.' }]
        : cited(turn.policy, clauses).map((clause) => ({ label: clauseName(clause), value: clause.text })),
  });
}

/** A signature on paper has a day, and somebody who vouches for it. */
function signedInWords(
  { school }: Turn,
  { on, at, by, statement }: NonNullable<Signature['signed']>,
): string {
  return statement
    ? `in the chat, ${shownInstant(at, school.timezone)}`
    : `on paper, ${shownDate(on)} (${by.name} vouches for it)`;
}
