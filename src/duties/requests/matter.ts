/** The life of a request: signed stage by stage, sent back for changes, handed to somebody else, rejected, approved or withdrawn. */
import { someoneCalled } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, brief, orList } from '../../conversation/words.ts';
import { type Button, notice } from '../../core/card.ts';
import { begin } from '../../core/dialog.ts';
import type { Value } from '../../core/handler.ts';
import { actButton, give, refresh, showButton } from '../../core/matter/cards.ts';
import type { Matter, Refusal } from '../../core/matter/table.ts';
import type { Someone } from '../../core/someone.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import { accounts } from '../register/account.ts';
import { askToSign, whoCanBeAsked } from '../training/giving.ts';
import { beginRecording } from '../training/recording.ts';
import { applicantCard, decisionCard, requestColumns, statusInWords } from './cards.ts';
import {
  changesForm,
  despiteField,
  handForm,
  nobodyElse,
  reasonField,
  reasonForm,
} from './decision-forms.ts';
import { anotherTry, revisionForm } from './forms.ts';
import { reasonOnTrail, signatureOnTrail, withReason } from './reasons.ts';
import { currentStage, type Request, requests, type Stage, stagesSoFar } from './request.ts';
import { missingInWords, whoIsMissingWhat } from './runners.ts';
import { carriedOn, isConcerned, maySign, signersOf, stillToSign } from './signers.ts';

type Decision = 'approve' | 'despite' | 'record' | 'sign' | 'changes' | 'reject' | 'hand';
type Applicants = 'revise' | 'again' | 'withdraw';

export const requestMatter: Matter<Request, PolicyTurn, Decision | Applicants> = {
  name: 'request',
  records: requests,
  gone: 'This request is no longer on record, so nothing was changed.',
  by: signersOnly,
  seen: {
    of: ({ stage, sent }) => ({ stage, sent: String(sent) }),
    outdated: (turn, request, seen, act) => (isDecision(act) ? outdated(turn, request, seen) : undefined),
  },
  sees: (turn, request) => {
    if (request.applicant.id === turn.person.id) return 'applicant';
    return stagesSoFar(request).findLast((stage) => couldSign(turn, request, stage))?.id;
  },
  views: (request) => [
    ...request.terms.stages.map((stage) => ({
      name: stage.id,
      looks: (turn: PolicyTurn) => decisionCard(turn, request, stage),
      acts: currentStage(request)?.id === stage.id ? decisions : [],
      offeredTo: ({ school }: PolicyTurn) => stillToSign(school, request, stage).map(({ id }) => id),
    })),
    { name: 'applicant', looks: applicantCard, acts: ['revise', 'again', 'withdraw'] },
  ],
  acts: {
    approve: {
      label: 'Approve',
      style: 'primary',
      unless: async (turn, request) => notWaiting(turn, request) ?? (await somethingMissing(turn, request)),
      does: (request, moment) => signed(request, moment),
      audit: 'approved a request',
      detail: signatureOnTrail,
      history: signatureWords,
    },
    despite: {
      label: 'Approve anyway',
      style: 'primary',
      unless: async (turn, request) =>
        notWaiting(turn, request) ??
        ((await somethingMissing(turn, request))
          ? undefined
          : 'Nothing is missing any more, so you can simply approve it.'),
      asks: async (turn, request) => ({
        ...reasonForm('Approve anyway', request, despiteField, 'Approve anyway'),
        intro: `${missingInWords(await whoIsMissingWhat(turn, request))}.`,
      }),
      does: (request, moment) => signed(request, moment, String(moment.answers.why)),
      audit: 'approved a request',
      detail: signatureOnTrail,
      history: signatureWords,
    },
    record: {
      label: 'Record training',
      unless: async (turn, request) =>
        (await lackingRecords(turn, request)).length > 0
          ? undefined
          : 'There’s nothing for you to record here.',
      opens: async (turn, request) => beginRecording(turn, await lackingRecords(turn, request)),
    },
    sign: {
      label: 'Ask them to sign',
      unless: async (turn, request) =>
        (await whoCanSign(turn, request)).length > 0
          ? undefined
          : 'There’s nobody left to ask for a signature.',
      opens: async (turn, request) => {
        const people = await whoCanSign(turn, request);
        await askToSign(turn, people);
        const names = andList(people.map(({ name }) => name));
        turn.whisper(notice('good', `I’ve asked ${names} to read and sign the policy.`));
        await refresh(turn, requestMatter, request);
      },
    },
    changes: {
      label: 'Ask for changes',
      unless: notWaiting,
      asks: (_turn, request) => changesForm(request),
      does: ({ reminded: _, ...request }, { answers, by, at, today }) => ({
        ...withReason(request, String(answers.changes), { by, at }),
        state: 'changes',
        reopened: [answers.which ?? []].flat(),
        reasonBy: by,
        since: today,
      }),
      audit: 'asked for changes to a request',
      detail: reasonOnTrail,
      history: ({ reason }, { by }) => `${by.name} asked for changes: ${brief(reason ?? '')}`,
      tells: (turn, request) =>
        give(turn, requestMatter, request, 'applicant', [{ person: request.applicant.id }]),
    },
    reject: {
      label: 'Reject',
      style: 'danger',
      unless: notWaiting,
      asks: (_turn, request) => reasonForm('Reject', request, reasonField, 'Reject'),
      does: (request, { answers, by, at }) => ({
        ...withReason(request, String(answers.reason), { by, at }),
        state: 'rejected',
        ended: { by, at },
      }),
      audit: 'rejected a request',
      detail: reasonOnTrail,
      history: ({ reason }, { by }) => `Rejected by ${by.name}: ${brief(reason ?? '')}`,
      tells: (turn, request, { by }) =>
        tellApplicant(
          turn,
          request,
          `“${brief(request.title)}” was not approved. ${by.name} gives this reason: ${request.reason}`,
          [actButton(requestMatter, 'again', request)],
        ),
    },
    hand: {
      label: 'Pass it on',
      rank: 'quiet',
      unless: (turn, request) => notWaiting(turn, request) ?? nobodyElse(turn, request),
      asks: handForm,
      // The card of whoever it was handed to is given out anew.
      does: ({ givenOut: _, ...request }, { answers, school }) => {
        const { id, name } = someoneCalled(school, String(answers.to));
        return { ...request, handedTo: { ...request.handedTo, [request.stage]: { id, name } } };
      },
      audit: 'handed a request over',
      detail: ({ stage }, { answers }) => ({ stage, to: String(answers.to) }),
      history: (request, { by, answers }) =>
        `${by.name} handed “${currentStage(request)?.title}” to ${request.handedTo[request.stage]?.name}${answers.word ? `: ${brief(String(answers.word), 150)}` : ''}`,
    },
    revise: {
      label: 'Make the changes',
      style: 'primary',
      by: applicantOnly,
      unless: (turn, request) =>
        request.state === 'changes'
          ? undefined
          : `${statusInWords(turn, request)}, so there is nothing to change.`,
      opens: (turn, request) => begin(inPrivate(turn), revisionForm(request)),
    },
    again: {
      label: 'Change and apply again',
      style: 'primary',
      by: applicantOnly,
      unless: (turn, request) =>
        request.state === 'rejected'
          ? undefined
          : `${statusInWords(turn, request)}, so this goes on as it is.`,
      opens: async (turn, request) => {
        const account = await turn.work.get(accounts, request.account ?? '');
        const form = anotherTry(turn, request, account);
        if (form) return begin(inPrivate(turn), form);
        turn.whisper(
          notice(
            'info',
            'The account is closed, or the policy no longer speaks of this change, so nothing was begun.',
          ),
        );
      },
    },
    withdraw: {
      label: 'Withdraw',
      confirm: {
        title: 'Withdraw this?',
        text: 'The leaders will see that you no longer want it.',
        yes: 'Withdraw it',
        no: 'Keep it',
      },
      by: applicantOnly,
      unless: (turn, request) =>
        request.state === 'waiting' || request.state === 'changes'
          ? undefined
          : settledAlready(turn, request),
      does: (request, { by, at }) => ({ ...request, state: 'withdrawn', ended: { by, at } }),
      audit: 'withdrew a request',
      history: (_request, { by }) => `Withdrawn by ${by.name}`,
      tells: (turn, { title }) =>
        turn.say(notice('info', `“${brief(title)}” is withdrawn, and the leaders can see that.`)),
    },
  },
  home: {
    among: ['state:waiting', 'state:changes'],
    waits: ['approve', 'despite', 'revise'],
    line: (turn, request, waits) => {
      const isMine = request.applicant.id === turn.person.id;
      if (!waits && !isMine) return undefined;
      return {
        title: request.title,
        text: isMine ? statusInWords(turn, request) : `${request.applicant.name} asks`,
      };
    },
  },
  kept: {
    days: 'always',
    because: 'It is the decision on which an account rests.',
    seenBy: 'Whoever applied, and those who sign',
  },
  register: {
    name: 'requests',
    title: 'Requests',
    columns: requestColumns,
    notInCsv: ['terms', 'fields', 'before'],
  },
};

const decisions: Decision[] = ['approve', 'despite', 'record', 'changes', 'reject', 'sign', 'hand'];

function isDecision(act: Decision | Applicants): boolean {
  return decisions.some((decision) => decision === act);
}

/** Whoever signs the stage that the button was for, which may be an earlier one than the present. */
function signersOnly(turn: Turn, request: Request, { stage: id }: Value): Refusal | undefined {
  const { person, school } = turn;
  if (request.applicant.id === person.id)
    return {
      says: 'This is your own request, so someone else has to decide. It’s with them.',
      audit: 'nobody decides on their own request',
    };
  if (isConcerned(request, person.id))
    return {
      says: 'You’re named on this request, so someone else has to decide.',
      audit: 'nobody decides on what they are to run',
    };
  const { stages } = request.terms;
  // A button that names no stage can only be for the one at which it is.
  const meant = stages.find((stage) => stage.id === (id || request.stage));
  if (!meant || !maySign(school, request, meant, person))
    return {
      says: `This one is for ${namesOf(turn, request, meant) || 'someone else'} to decide, so nothing was changed.`,
      audit: 'may not decide at this stage',
    };
  const hasSigned = request.signatures.some(
    ({ stage, by }) => stage === request.stage && by.id === person.id && request.state === 'waiting',
  );
  return hasSigned ? { says: 'You’ve approved this already. It’s waiting for the others.' } : undefined;
}

/** Those to whom it has come have its card, also once somebody else has it or it is decided. */
function couldSign({ school, person }: Turn, request: Request, stage: Stage): boolean {
  return maySign(school, { ...request, handedTo: {} }, stage, person);
}

function namesOf({ school }: Turn, request: Request, meant: Stage | undefined): string {
  const stage = meant ?? currentStage(request);
  return stage ? orList(signersOf(school, request, stage).people.map(({ name }) => name)) : '';
}

function applicantOnly({ person }: Turn, { applicant }: Request): Refusal | undefined {
  if (applicant.id === person.id) return undefined;
  return { says: `Only ${applicant.name} can do this.`, audit: 'only the applicant does this' };
}

/** Who was first, when two decide at the same moment; and whoever decides must have seen what they decide on. */
function outdated(turn: Turn, request: Request, { stage, sent }: Value): string | undefined {
  if (request.state !== 'waiting') return undefined;
  if (stage && stage !== request.stage) {
    const signature = request.signatures.find((signature) => signature.stage === stage);
    return signature
      ? `${signature.by.name} has approved this stage already. Nothing was changed.`
      : `This has moved on already. Nothing was changed. ${statusInWords(turn, request)}.`;
  }
  return sent && sent !== String(request.sent)
    ? 'It has changed since you opened this, so nothing was decided. Please look at its newest card.'
    : undefined;
}

function notWaiting(turn: Turn, request: Request): string | undefined {
  if (currentStage(request)) return undefined;
  return request.state === 'changes'
    ? 'It has gone back to the applicant for changes. Nothing was changed.'
    : settledAlready(turn, request);
}

function settledAlready(turn: Turn, request: Request): string {
  return `This is settled already. Nothing was changed. ${statusInWords(turn, request)}.`;
}

/** Those for whom something can be put on record. */
async function lackingRecords(turn: PolicyTurn, request: Request): Promise<string[]> {
  const missing = await whoIsMissingWhat(turn, request);
  return missing.filter(({ records }) => records).map(({ id }) => id);
}

/** Those whom the card shows to lack a signature, and who have not been asked for it. */
async function whoCanSign(turn: PolicyTurn, request: Request): Promise<Someone[]> {
  const missing = await whoIsMissingWhat(turn, request);
  return whoCanBeAsked(
    turn,
    missing.filter(({ signs }) => signs),
  );
}

async function somethingMissing(turn: PolicyTurn, request: Request): Promise<string | undefined> {
  const missing = await whoIsMissingWhat(turn, request);
  if (missing.length === 0) return undefined;
  return `Something your policy asks for isn’t on record yet, so nothing was decided. ${missingInWords(missing)}.`;
}

function signed(
  request: Request,
  moment: { by: Request['applicant']; at: string; today: string; school: Turn['school'] },
  despite?: string,
): Request {
  const stage = currentStage(request);
  if (!stage) return request;
  const { by, at, school } = moment;
  const signature = { stage: stage.id, by, at, ...(despite ? { despite } : {}) };
  return carriedOn(school, { ...request, signatures: [...request.signatures, signature] }, stage, moment);
}

function signatureWords({ signatures, terms }: Request): string {
  const { stage, by, despite } = signatures.at(-1) ?? {};
  const title = terms.stages.find(({ id }) => id === stage)?.title;
  return `Approved by ${by?.name} as ${title}${despite ? `, with something missing: ${brief(despite)}` : ''}`;
}

export function tellApplicant(turn: Turn, request: Request, text: string, more: Button[] = []): void {
  turn.tell(
    { person: request.applicant.id },
    notice(request.state === 'approved' ? 'good' : 'info', text, {
      buttons: [...more, showButton(requestMatter, request, 'Show where it stands')],
    }),
  );
}
