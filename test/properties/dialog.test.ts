/** Somebody in the middle of a form writes and presses whatever they like: it goes on, and no answer gets lost. */
import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../src/core/card.ts';
import { type Draft, drafts } from '../../src/core/draft.ts';
import { choicesOf } from '../../src/core/field.ts';
import { requests } from '../../src/duties/requests/request.ts';
import { open } from '../duties/support/scenarios.ts';
import type { Seen, TestCore } from '../support/test-core.ts';
import { fc, words } from './tried.ts';

const steering = ['skip', 'back', 'cancel', 'change', 'change name', 'go on', 'later', 'send it', 'undo'];
const step = fc.oneof(
  fc.record({ does: fc.constant('say' as const), text: words }),
  fc.record({ does: fc.constant('say' as const), text: fc.constantFrom(...steering, 'Ada Osei', 'private') }),
  fc.record({ does: fc.constant('press' as const), which: fc.nat() }),
  fc.record({ does: fc.constant('answer' as const), which: fc.nat() }),
  fc.record({ does: fc.constant('fill' as const), answers: fc.array(words, { maxLength: 8 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function draftOf(core: TestCore): Promise<Draft | undefined> {
  return (await core.work.find(drafts, 'person:ada')).at(-1);
}

/** An answer that fits, to the question in hand. */
function fitting({ fields, asking }: Draft, which: number): string {
  const question = fields.find(({ name }) => name === asking);
  const choices = question ? choicesOf(question) : [];
  if (question?.kind === 'people') return 'Ada Osei, Joy Bell';
  if (question?.kind === 'date') return '1 April 2027';
  return choices[which % Math.max(1, choices.length)]?.label ?? 'As discussed';
}

async function take(core: TestCore, before: Seen[], step: Step): Promise<Seen[]> {
  const draft = await draftOf(core);
  switch (step.does) {
    case 'say':
      return core.say('ada', step.text);
    case 'answer':
      return draft ? core.say('ada', fitting(draft, step.which)) : [];
    case 'press': {
      const buttons = before.filter(({ to }) => to === 'ada').flatMap(({ card }) => buttonsOf(card));
      const button = buttons[step.which % Math.max(1, buttons.length)];
      if (!button) return [];
      return core.raw('ada', { type: 'pressed', action: button.action, value: button.value });
    }
    case 'fill': {
      const form = core.form();
      if (!form) return [];
      const answers = Object.fromEntries(form.fields.map(({ name }, at) => [name, step.answers[at] ?? '']));
      return core.raw('ada', { type: 'submitted', form: form.form, value: form.value, answers });
    }
  }
}

/** One that was sent is a request by now; one that is there still has every answer that it had. */
async function expectNothingLost(core: TestCore, before: Draft, sent: number): Promise<void> {
  const after = await core.work.get(drafts, before.id);
  if (!after) return expect((await core.work.find(requests)).length).toBeGreaterThan(sent);
  const given = ({ answers }: Draft) => Object.keys(answers);
  return expect(given(after)).toEqual(expect.arrayContaining(given(before)));
}

describe.each(['kenn-kenton', 'old-park'])('an application at %s', (policy) => {
  it('takes whatever is written and pressed, and loses no answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const core = open({ policy });
        let seen = await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
        for (const each of steps) {
          const before = await draftOf(core);
          const sent = (await core.work.find(requests)).length;
          const shown = await take(core, seen, each);
          if (shown.length > 0) seen = shown;
          if (before) await expectNothingLost(core, before, sent);
        }
      }),
    );
  });
});
