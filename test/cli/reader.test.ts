/** What the doctor says about a school's own language model, and the help card about who reads. */
import { expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { examineReader } from '../../src/cli/doctor/reader.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { languageModel } from '../../src/reader/language-model.ts';
import { aLanguageModel } from '../fakes/language-model.ts';
import { reads, startCore } from '../support/test-core.ts';

async function anEngine(when: 'unsure' | 'always', says: object) {
  const model = await aLanguageModel();
  model.says = says;
  return loadEngine(
    'data',
    () => {},
    languageModel({ url: model.url, model: 'small', when }, () => {}),
  );
}

const reading = { act: 'may', actor: 'me', topics: [{ id: 'connect', sure: 0.9 }], facts: {} };

it('the doctor tries it out, and says what is sent to it', async () => {
  const findings = await examineReader(await anEngine('unsure', reading));
  expect(findings.map(({ kind }) => kind)).toEqual(['ok', 'note']);
  expect(findings[1]?.says).toContain('without names, numbers and addresses');
});

it('the doctor finds one that answers nonsense, and says what to check', async () => {
  const [finding] = await examineReader(await anEngine('unsure', { hello: 'there' }));
  expect(finding).toMatchObject({ kind: 'fault', mend: expect.stringContaining('READER_MODEL') });
});

it('the doctor says nothing where there is none', async () =>
  expect(await examineReader(loadEngine('data'))).toEqual([]));

it.each([
  ['unsure', 'Where I’m not sure what you mean, it also goes to your school’s own language model'],
  ['always', 'It also goes to your school’s own language model'],
] as const)('the help tells people who reads what they write (%s)', async (when, words) => {
  const core = startCore(createBot(await anEngine(when, reading)));
  expect(reads(await core.say('ada', 'help'))).toContain(words);
});

it('the help says that no service reads it where there is none', async () => {
  const core = startCore(createBot(loadEngine('data')));
  expect(reads(await core.say('ada', 'help'))).toContain('No AI service reads it.');
});
