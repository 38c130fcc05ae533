/** Asking for a school account, new or already there: the form, prefilled where we know the answer, and where a request stands. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { button, item, listCard, type NoticeCard, notice } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import { type Draft, openDrafts } from '../../core/draft.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { filledIn } from '../../core/form.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import { showButton } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import { personById } from '../../core/school.ts';
import { inPrivate } from '../../core/turn.ts';
import type { Policy } from '../../policy/pack.ts';
import { titleOf, twinOf } from '../register/account.ts';
import { isAddress } from '../register/fields.ts';
import { statusInWords } from './cards.ts';
import { applicationForm, existingForm, revisionForm } from './forms.ts';
import { requestMatter } from './matter.ts';
import { peopleNamed, sayStatus, sendNew } from './new-request.ts';
import { type Request, requests } from './request.ts';
import { atStage } from './signers.ts';
import { wishIn } from './wish.ts';

/** With what the wish has said already, which is shown, so that it can be put right. */
export async function apply(turn: PolicyTurn, said: Value | string): Promise<void> {
  const { fields } = turn.policy.application;
  const wished = wishedFor(turn.policy, typeof said === 'string' ? said : (said.said ?? ''));
  const answers = { ...(await prefilled(turn, fields)), ...wished };
  const form = applicationForm(turn);
  await begin(inPrivate(turn), {
    ...form,
    answers,
    intro: [form.intro, filledIn(fields, wished)].filter(Boolean).join(' '),
  });
}

/** The answers that somebody's words hold to questions that are answered in words. */
function wishedFor({ application: { fields, nameField, platformField } }: Policy, said: string): Answers {
  const { name, platform, audience } = wishIn(said);
  const told = new Map([
    [nameField, name],
    [platformField, platform],
    ['audience', audience],
  ]);
  const answers = fields
    .filter(({ kind }) => kind === 'line' || kind === 'text')
    .map((field) => [field.name, told.get(field.name)] as const);
  return Object.fromEntries(answers.filter((answer): answer is [string, string] => answer[1] !== undefined));
}

/** The applicant and their manager are known; everything else is for them to say. */
async function prefilled(turn: PolicyTurn, fields: Field[]): Promise<Answers> {
  const before = (await turn.work.find(requests, `applicant:${turn.person.id}`)).at(-1);
  const manager = turn.person.manager && personById(turn.school, turn.person.manager)?.name;
  const asPeople = fields.find(({ name }) => name === 'author')?.kind === 'people';
  const author = asPeople ? [turn.person.id] : turn.person.name;
  const answers = { author, ...given({ manager, department: before?.answers.department }) };
  return Object.fromEntries(
    Object.entries(answers).filter(([name]) => fields.some((field) => field.name === name)),
  );
}

export async function finishApplication(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const fit = await fitting(turn, { ...applicationForm(turn), value }, answers);
  if (!fit) return;
  const { fields, peopleFields, carries, nameField, platformField } = turn.policy.application;
  const request = sendNew(turn, {
    kind: 'new',
    title: titleBy(fit, { kind: 'new', nameField, platformField }),
    fields,
    answers: fit,
    peopleFields,
    carries,
    nameField,
    platformField,
  });
  await sayStatus(turn, request);
}

/** By its name and platform, as they are asked for now. */
function titleBy(
  answers: Answers,
  { kind, nameField, platformField }: { kind: Request['kind']; nameField: string; platformField: string },
): string {
  const name = String(answers[nameField] ?? 'New account');
  const title = `${brief(name)} on ${brief(String(answers[platformField] ?? 'a platform'), 40)}`;
  return kind === 'existing' ? `Existing account: ${title}` : title;
}

/** "Register an existing account", "enter our existing page". */
export const existingWords =
  /^(?:please )?(?:i(?:['’]d| would) like to |i want to )?(?:register|enter|add|record) (?:an? |our |the )?existing (?:school )?(?:account|page)\b/i;

export async function beginExisting(turn: PolicyTurn): Promise<void> {
  await begin(inPrivate(turn), existingForm(turn));
}

export async function finishExisting(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const form = { ...existingForm(turn), value };
  const fit = await fitting(turn, form, answers);
  if (!fit) return;
  const said = (name: string) => String(fit[name] ?? '');
  const address = said('address');
  if (!isAddress(address)) {
    const { address: _, ...kept } = fit;
    turn.say(
      notice('warning', `“${brief(address)}” doesn’t look like a web address, so I haven’t sent it yet.`),
    );
    return begin(turn, { ...form, answers: kept });
  }
  const twin = await twinOf(turn, { id: '', platform: said('platform'), handle: said('handle'), address });
  if (twin)
    return turn.say(notice('info', `“${titleOf(twin)}” is already in the register, so I made no request.`));
  const request = sendNew(turn, {
    kind: 'existing',
    title: titleBy(fit, { kind: 'existing', nameField: 'name', platformField: 'platform' }),
    fields: form.fields,
    answers: fit,
    peopleFields: ['owners', 'moderators'],
    carries: { owners: 'owners', moderators: 'moderators', open: 'open', closes: 'closes' },
    nameField: 'name',
    platformField: 'platform',
  });
  await sayStatus(turn, request);
}

/** A request that came back has been changed; it begins at the first stage again. */
export async function finishRevision(turn: PolicyTurn, answers: Answers, { id = '' }: Value): Promise<void> {
  const before = await turn.work.get(requests, id);
  if (before?.state !== 'changes') {
    const state = before ? statusInWords(turn, before) : 'It’s no longer on record';
    return turn.say(notice('info', `Your changes were not sent. Where it stands now: ${state}.`));
  }
  const fit = await fitting(turn, revisionForm(before), answers);
  const [firstStage] = before.terms.stages;
  if (!fit || !firstStage) return;
  const people = peopleNamed(turn, before.terms.peopleFields, fit);
  const sent = await change(turn, requestMatter, before, {
    does: ({ reason: _, ...request }, { today }) =>
      atStage(
        {
          ...request,
          before: request.answers,
          answers: fit,
          title:
            request.kind === 'new' || request.kind === 'existing'
              ? titleBy(fit, { ...request, ...request.terms })
              : request.title,
          people,
          sent: request.sent + 1,
          signatures: [],
          raised: {},
        },
        firstStage,
        today,
      ),
    audit: 'sent a changed request',
    history: (_request, { by }) => `Changed and sent again by ${by.name}`,
  });
  await sayStatus(turn, sent);
}

/** "Where does my application stand?" */
export async function status(turn: PolicyTurn): Promise<void> {
  const privateTurn = inPrivate(turn);
  const mine = await turn.work.find(requests, `applicant:${turn.person.id}`);
  const [latest] = mine.slice(-1);
  if (!latest) return privateTurn.say(nothingSent(await openDrafts(turn)));
  if (mine.length === 1) return sayStatus(privateTurn, latest);
  privateTurn.say(
    listCard(
      'Your requests',
      mine.toReversed().map((request) =>
        item(request.title, statusInWords(turn, request), {
          buttons: [showButton(requestMatter, request)],
        }),
      ),
      { empty: 'Nothing yet.' },
    ),
  );
}

function nothingSent(drafts: Draft[]): NoticeCard {
  const [begun] = drafts.filter(({ form }) => form === 'requests.apply' || form === 'requests.existing');
  if (begun)
    return notice(
      'info',
      `You’ve begun “${begun.title}”, and not sent it yet. Write “go on” to go back to it.`,
    );
  return notice('info', 'You haven’t asked for an account yet.', {
    buttons: [button('Ask for a new account', 'requests.start')],
  });
}
