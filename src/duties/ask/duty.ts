/** Questions about the policy: answered, asked back, looked up whole, handed to a person, and counted. */

import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, item, listCard, notice } from '../../core/card.ts';
import { clauseName } from '../../core/clause-name.ts';
import type { Duty } from '../../core/duty.ts';
import type { Value } from '../../core/handler.ts';
import { answerWords } from '../../core/text.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import { answerChosen, answerOther } from './answering.ts';
import { openQuestion, sendQuestion } from './asking.ts';
import { countOpinion, countsAtHome, countsRegister, meantRegister, readsReport, report } from './counts.ts';
import { forgetExchanges } from './exchange.ts';
import { listRulings, ownRulings } from './own-ruling.ts';
import { questions } from './question.ts';
import { personButton, sourceOf } from './ruling-card.ts';
import { rulingOn, unpackSubject } from './subject.ts';

export const ask: Duty<PolicyTurn> = {
  name: 'ask',
  help: [
    {
      part: 'ask',
      first: true,
      title: 'Anything about social media',
      text: '“Can I accept this friend request?” You get a straight answer with the clause.',
    },
    {
      part: 'lead',
      first: true,
      title: 'What staff ask',
      text: '“Show the report.” You see topics and numbers, never names or words.',
      button: button('Show it', 'ask.report'),
      isOn: ({ person }) => readsReport(person),
    },
  ],
  opens: {
    report: {
      said: /^(?:show (?:me )?)?(?:the )?(?:questions? )?report(?: on questions)?$/,
      interrupts: true,
      run: report,
    },
    rulings: {
      said: /^(?:show (?:me )?)?(?:all )?(?:the |our )?(?:school(?:'s|s)? )?(?:own )?rulings$/,
      interrupts: true,
      run: listRulings,
    },
    wrong: {
      said: /^(?:(?:no|sorry|hmm|er)[, ]+)*(?:(?:that(?:'s| is|s)|this is|it(?:'s| is)) (?:wrong|not right|not it|not what i (?:meant|asked|said))|not that|wrong|you(?:'ve| have)? (?:misunderstood|got (?:it|that) wrong))$/,
      run: async (turn) =>
        turn.say(
          notice(
            'info',
            'Sorry, I misread that. Please put it another way: who it is about, and what you’d like to do. Or ask a person.',
            {
              buttons: [personButton({ topics: [], facts: {} })],
            },
          ),
        ),
    },
    person: {
      said: /^(?:please )?(?:(?:i'd like|i would like|i want|can i|could i|let me) (?:to )?)?(?:ask|talk to|speak to|speak with) (?:a |an? actual |a real )?(?:person|human|human being|someone|somebody)$/,
      interrupts: true,
      run: async (turn) => offerPerson(turn),
    },
  },
  pressed: {
    fact: answerChosen,
    other: answerOther,
    clause: async (turn, value) => showClauses(turn, value),
    person: openQuestion,
    report,
    helpful: (turn, value) => opinion(turn, value, 'helpful'),
    unhelpful: (turn, value) => opinion(turn, value, 'unhelpful'),
  },
  submitted: { person: sendQuestion },
  matters: [questions, ownRulings],
  timePassed: forgetExchanges,
  home: countsAtHome,
  registers: [countsRegister, meantRegister],
};

/** A form can only be opened by a press, so somebody who writes gets the button. */
function offerPerson(turn: Turn): void {
  inPrivate(turn).say(
    notice('info', 'Of course. Press the button and write your question. The reply will come to you here.', {
      buttons: [button('Ask a person', 'ask.person', {}, { style: 'primary', opensForm: true })],
    }),
  );
}

/** The clauses and what stands around them, with a mark beside those that the answer rests on. */
function showClauses(turn: PolicyTurn, value: Value): void {
  const { policy } = turn;
  const all = [...policy.clauses.values()];
  const anchors = new Set(rulingOn(turn, unpackSubject(value)).clauses);
  const around = [...anchors].flatMap((anchor) => {
    const section = policy.clauses.get(anchor)?.parent ?? anchor;
    return all.filter((clause) => clause.anchor === section || clause.parent === section);
  });
  const whole = [...new Set(around)];
  const marked = whole.length > anchors.size ? ' 👉 marks what the answer is based on.' : '';
  inPrivate(turn).say(
    listCard(
      answerWords.clauses,
      whole.map((clause) =>
        item(`${marked && anchors.has(clause.anchor) ? '👉 ' : ''}${clauseName(clause)}`, clause.text),
      ),
      {
        text: `${sourceOf(policy)}, in our words.${marked}`,
        empty: 'No clause covers this.',
      },
    ),
  );
}

async function opinion(turn: PolicyTurn, value: Value, tally: 'helpful' | 'unhelpful'): Promise<void> {
  await countOpinion(turn, unpackSubject(value).topics, tally);
  const thanks =
    tally === 'helpful'
      ? 'Thank you. That’s good to know.'
      : 'Thank you. The policy’s owner sees how often that happens, not who said it. “Ask a person” reaches someone who can help.';
  turn.whisper(notice('info', thanks));
}
