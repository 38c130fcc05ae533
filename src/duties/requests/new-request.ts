/** Makes a request of what somebody has filled in, under the policy of the day, and sends it on its way. */
import { actor, peopleIn } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Answers } from '../../core/event.ts';
import { given } from '../../core/given.ts';
import { show } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import type { Someone } from '../../core/someone.ts';
import { requestMatter } from './matter.ts';
import type { Request } from './request.ts';

type Terms = Request['terms'];

export type Asked = Pick<Request, 'kind' | 'title' | 'fields' | 'answers'> &
  Pick<Terms, 'peopleFields' | 'carries' | 'nameField' | 'platformField'> & {
    account?: string;
    change?: Terms['change'];
    permission?: string;
    /** Where it is not signed as a new account is, and what asks for it then. */
    stages?: Terms['stages'] | undefined;
    source?: string;
  };

/** What it is handed out to comes by itself: a request that waits at a stage is given to whoever signs there. */
export function sendNew(turn: PolicyTurn, asked: Asked, applicant: Someone = actor(turn)): Request {
  const {
    kind,
    title,
    fields,
    answers,
    account,
    change,
    permission,
    stages: own,
    source: ownSource,
    ...ownTerms
  } = asked;
  const { application } = turn.policy;
  const { runners, checklist } = application;
  // They are about a whole new account.
  const { remarks, authorField } = kind === 'new' ? application : { remarks: [], authorField: undefined };
  const stages = own ?? application.stages;
  const source = ownSource ?? application.source;
  const stagesNote = own ? undefined : application.stagesNote;
  const [firstStage] = stages;
  if (!firstStage) throw new Error(`Expected stages in the policy of ${turn.school.name}, got none.`);
  return raise(
    turn,
    requestMatter,
    {
      id: turn.reference('A'),
      kind,
      ...given({ account }),
      applicant,
      title,
      policy: { id: turn.policy.about.id, words: editionOf(turn.policy) },
      terms: {
        ...ownTerms,
        stages,
        runners,
        source,
        checklist,
        remarks,
        ...given({ stagesNote, change, permission, authorField }),
      },
      fields,
      answers,
      people: peopleNamed(turn, ownTerms.peopleFields, answers),
      state: 'waiting',
      stage: firstStage.id,
      signatures: [],
      sent: 1,
      handedTo: {},
      raised: {},
      told: [],
      history: [],
      since: turn.today,
    },
    {
      audit: 'sent a request',
      detail: { kind, ...given({ account }) },
      history: `Sent by ${applicant.name}`,
    },
  );
}

export function peopleNamed(turn: PolicyTurn, fields: string[], answers: Answers): Someone[] {
  return fields.flatMap((name) => peopleIn(turn.school, answers[name]));
}

/** Tells the one who asked where it stands, on a card that follows the request from now on. */
export function sayStatus(turn: PolicyTurn, request: Request): Promise<void> {
  return show(turn, requestMatter, request, 'applicant');
}
