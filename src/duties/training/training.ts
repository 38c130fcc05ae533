/** Training and signatures: staff read, understand and sign the policy; leaders see how far it has come, and record the rest. */
import { someoneCalled } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { takesAnyWords } from '../../core/draft.ts';
import type { Duty } from '../../core/duty.ts';
import { isSigningOn } from './asking.ts';
import { signatureMatter } from './matter.ts';
import { askAll, showNames, showNumbers, signaturesAtHome } from './overview.ts';
import { tellAboutSignatures } from './raising.ts';
import { record, recordIn, startRecording } from './recording.ts';
import { showMine, sign, startSigning } from './signing.ts';
import { mayRecord, type Training, trainings } from './standing.ts';

export const trainingDuty: Duty<PolicyTurn> = {
  name: 'training',
  help: [
    {
      part: 'do',
      title: 'Training and signatures',
      text: '“Have I signed?” You see what’s on record about you, and what’s left to do.',
      button: button('Show mine', 'training.mine'),
    },
    {
      part: 'lead',
      first: true,
      title: 'Who has signed',
      text: '“Who has signed?” You see numbers first, and names when you ask.',
      button: button('Show numbers', 'training.numbers'),
      isOn: (turn) => isSigningOn(turn) && mayRecord(turn, turn.person),
    },
  ],
  opens: {
    training: {
      said: /^(?:show (?:me )?)?my (?:training|signature)s?$|^training$/,
      begins: 'training.sign',
      run: (turn, text) =>
        isSigningOn(turn) && speaksOfSigning.test(text) ? startSigning(turn) : showMine(turn),
    },
    sign: {
      said: /^(?:please )?(?:(?:i(?:'d like| want| need| have| would like| am ready|'m ready) to|can i|could i|let me) )?(?:read and )?sign (?:the |my |our |your )?(?:school )?(?:social (?:media|networking) )?(?:policy|statement|agreement)(?: now)?(?: please)?$/,
      begins: 'training.sign',
      interrupts: (_, draft) => draft.form === 'training.sign' || !takesAnyWords(draft),
      run: startSigning,
    },
    'have-i-signed': {
      said: /^(?:have i|did i|when did i|do i still have to) sign(?:ed)?(?: (?:it|yet|already|the (?:social media )?(?:policy|agreement|statement)))*$/,
      interrupts: (_, draft) => !takesAnyWords(draft),
      run: showMine,
    },
    'who-has-signed': {
      said: /^(?:please )?(?:show (?:me )?)?(?:who|how many|has|have)(?:'s|n't| has| have| hasn't| haven't| did| didn't| everybody| everyone| all| staff| people| of us| still| not)* sign(?:ed)?(?: (?:it|yet|already|so far|the (?:social media )?(?:policy|agreement|statement)))*$|^who still (?:has|needs) to sign(?: (?:it|the policy))?$|^(?:ask|get|chase|remind) (?:everybody|everyone|all staff|staff|people) to sign(?: (?:it|the policy))?$|^(?:show (?:me )?)?(?:all |the )?signatures$/,
      interrupts: (_, draft) => !takesAnyWords(draft),
      run: showNumbers,
    },
    'record-training': {
      said: (text) => recordIn(text) !== undefined,
      interrupts: (text, { form }) => form !== 'training.record' && recordIn(text) !== undefined,
      run: startRecording,
    },
  },
  pressed: {
    start: startSigning,
    mine: showMine,
    numbers: showNumbers,
    names: showNames,
    ask: askAll,
    record: (turn) => startRecording(turn, 'record signature'),
  },
  forms: { record, sign },
  matters: [signatureMatter],
  timePassed: tellAboutSignatures,
  home: signaturesAtHome,
  registers: [
    {
      name: 'standings',
      kind: trainings.kind,
      title: 'Training and signatures',
      columns: {
        Person: ({ id }: Training, { school }) => someoneCalled(school, id).name,
        Trained: ({ trained }: Training) => trained && shownDate(trained.at),
        'Training given by': ({ trained }: Training) => trained?.provider,
        'Training recorded by': ({ trained }: Training, { school }) =>
          trained && someoneCalled(school, trained.by).name,
        Signed: ({ signed }: Training) => signed && shownDate(signed.at),
        'Edition signed': ({ signed }: Training) => signed?.policy,
      },
    },
  ],
};

const speaksOfSigning = /\b(?:sign|agreement|statement|accept|terms|tick|name to it)\b/i;
