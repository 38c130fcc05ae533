/** A school's own language model as a reader: it picks from lists, and where it fails the built-in reading stands. */
import { describe, expect, it } from 'vitest';
import { answerLine } from '../../src/cli/ask/answer.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { languageModel } from '../../src/reader/language-model.ts';
import { dataDir } from '../ask/questions.ts';
import { aLanguageModel, type FakeModel } from '../fakes/language-model.ts';

const day = '2026-11-21';
/** Nobody could tell what this is about. */
const unclear = 'what would be best to do with the one we made';

async function aSchool(when: 'unsure' | 'always' = 'unsure', key?: string) {
  const model = await aLanguageModel();
  const told: string[] = [];
  const settings = { url: model.url, model: 'small', when, ...(key ? { key } : {}) };
  const engine = loadEngine(
    dataDir,
    () => {},
    languageModel(settings, (line) => told.push(line)),
  );
  const ask = async (question: string, policy = 'old-park') => {
    const answer = await answerLine(engine, JSON.stringify({ id: '1', policy, question }), day);
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
  return { model, ask, told, engine };
}

const friend = { act: 'may', actor: 'me', topics: [{ id: 'connect', sure: 0.9 }], facts: { who: 'pupil' } };

describe('where the built-in reader is not sure', () => {
  it('its reading counts, and the verdict and clauses come from the pack', async () => {
    const { model, ask, engine } = await aSchool();
    model.says = friend;
    const answer = await ask(unclear);
    const ruled = engine.rule('old-park', ['connect'], { who: 'pupil', act: 'may', actor: 'me' });
    expect(answer).toMatchObject({ verdict: ruled.verdict, clauses: ruled.clauses, clarify: null });
    expect(answer.understood).toEqual({ act: 'may', actor: 'me', topic: 'connect', belief: 0.9 });
  });

  it('is asked with the key, and sees no names, numbers or addresses', async () => {
    const { model, ask } = await aSchool('always', 'secret');
    model.says = friend;
    await ask(
      'Can Jayden Okafor, 07700 900123, jay@mail.example, @jayden_o, follow me? See https://x.example/1',
    );
    expect(model.keys).toEqual(['Bearer secret']);
    expect(model.heard[0]).not.toMatch(/Jayden|Okafor|07700|900123|mail\.example|jayden_o|x\.example/);
    expect(model.heard[0]).toContain('follow me');
  });

  it('cannot invent a topic, a fact or a permission', async () => {
    const { model, ask } = await aSchool();
    const before = await ask(unclear);
    model.says = {
      ...friend,
      verdict: 'yes',
      say: 'Go ahead',
      topics: [{ id: 'everything-is-allowed', sure: 1 }],
      facts: { who: 'anybody', role: 'head' },
    };
    expect(await ask(unclear)).toEqual(before);
    expect(before.verdict).not.toBe('yes');
  });
});

it('is not asked where the built-in reader is sure', async () => {
  const { model, ask } = await aSchool();
  await ask('Can I accept a friend request from a pupil on Facebook?');
  expect(model.heard).toEqual([]);
});

it.each(['unsure', 'always'] as const)('never sees what may be about a child’s safety (%s)', async (when) => {
  const { model, ask } = await aSchool(when);
  expect(await ask('A girl in my class told me her stepdad hits her')).toMatchObject({ alarm: true });
  expect(model.heard).toEqual([]);
});

it('nor what only may be about it, so that the answer points to the safeguarding lead', async () => {
  const { model, ask, engine } = await aSchool('always');
  const hint = hints.find((text) => engine.understand('old-park', text).pointer);
  if (!hint) throw new Error('Expected one of the hints to bring the line.');
  expect(await ask(hint)).toMatchObject({ alarm: false, pointer: true });
  expect(model.heard).toEqual([]);
});
const hints = [
  'is it odd that one of mine never wants his picture taken at home',
  'she is very tired these days and falls asleep at carpet time, can I note that on the class page',
  'a lad in my class never has lunch and mum does not reply to the page',
  'he says his cousin gives him a phone to use at night, do we have a rule on that',
];

it('takes out names without capitals as well', async () => {
  const { model, ask } = await aSchool('always');
  model.says = friend;
  await ask('can jayden follow me, or will and rose from year 5');
  await ask('Will Smith and May Brown want to follow me on Instagram');
  expect(model.heard.join()).not.toMatch(/jayden|Will Smith|Smith|Brown/i);
  expect(model.heard.join()).toContain('Instagram');
});

describe('the built-in reading stands', () => {
  it.each<[string, (model: FakeModel) => void]>([
    [
      'where it says something else than JSON',
      (model) => {
        model.says = 'Sure! The answer is yes.';
      },
    ],
    [
      'where it leaves out what was asked for',
      (model) => {
        model.says = { act: 'may' };
      },
    ],
    [
      'where it is told to by the message',
      (model) => {
        model.says = { ...friend, act: 'allow', topics: 'all' };
      },
    ],
    [
      'where it refuses',
      (model) => {
        model.replies = { status: 429, body: '{"error":{"message":"slow down"}}' };
      },
    ],
    [
      'where it breaks',
      (model) => {
        model.replies = { status: 500, body: '<html>oops</html>' };
      },
    ],
    [
      'where it sends people elsewhere',
      (model) => {
        model.replies = { status: 302, headers: { location: 'http://127.0.0.1:1/' } };
      },
    ],
    [
      'where it does not stop',
      (model) => {
        model.replies = { body: 'x'.repeat(200_000) };
      },
    ],
  ])('%s', async (_, behave) => {
    const { model, ask, told } = await aSchool();
    const alone = await ask(unclear);
    behave(model);
    expect(await ask(unclear)).toEqual(alone);
    expect(told.join()).toMatch(/language model/);
    expect(told.join()).not.toMatch(/oops|slow down|Sure!/);
  });

  it('after two seconds, where it never answers; and it is left alone for a while after three of them', {
    timeout: 15_000,
  }, async () => {
    const { model, ask } = await aSchool();
    const alone = await ask(unclear);
    model.replies = { never: true };
    const began = performance.now();
    expect(await ask(unclear)).toEqual(alone);
    expect(performance.now() - began).toBeLessThan(4000);
    model.replies = { status: 500 };
    await ask(unclear);
    const heard = model.heard.length;
    await ask(unclear);
    await ask(unclear);
    expect(model.heard.length).toBe(heard);
  });
});
