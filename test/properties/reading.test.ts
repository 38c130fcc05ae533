/** Whatever is sent, typed or found in a file is read, or refused in order: nothing throws, nothing hangs, nothing leaks. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { duties } from '../../src/bot/bot.ts';
import { commandIn } from '../../src/bot/said.ts';
import { peopleCalled } from '../../src/core/called.ts';
import { check } from '../../src/core/check.ts';
import { longestText } from '../../src/core/clip.ts';
import { readDate, shownDate } from '../../src/core/dates.ts';
import { readDay } from '../../src/core/day-words.ts';
import type { Field } from '../../src/core/field.ts';
import { checkAll } from '../../src/core/form.ts';
import { strangersIn, withoutNames } from '../../src/core/names.ts';
import { looksLikePassword, tellsPassword } from '../../src/core/password.ts';
import { schoolFile } from '../../src/core/school.ts';
import { addDays } from '../../src/core/time.ts';
import { readSettings, SettingsError } from '../../src/settings.ts';
import { readPayload } from '../../src/slack/receive.ts';
import { readActivity } from '../../src/teams/activity.ts';
import { isByBot, readData, readJoined, readLook, readMessage } from '../../src/teams/receive.ts';
import { nothingSet } from '../support/nothing-set.ts';
import { aSchool } from '../support/test-core.ts';
import { changed, fc, words } from './tried.ts';

const now = '2027-03-02T20:00:00.000Z';
const today = '2027-03-02';
const payloads = (side: string) =>
  readdirSync(`test/payloads/${side}`).map((name) =>
    JSON.parse(readFileSync(`test/payloads/${side}/${name}`, 'utf8')),
  );

/** Any JSON at all, or something real with one part of it put out of shape. */
const sent = (side: string) =>
  fc.oneof(fc.jsonValue(), fc.constantFrom(...payloads(side)).chain(changed)) as fc.Arbitrary<unknown>;

type Heard = { incoming?: { event: { type: string; text?: string; by: { user: unknown } } } };

function expectInOrder(heard: unknown): void {
  const event = (heard as Heard | undefined)?.incoming?.event;
  if (!event) return;
  expect(typeof event.by.user).toBe('string');
  if (event.type === 'said') expect(event.text?.length).toBeLessThanOrEqual(longestText);
  expect(Object.keys(Object.prototype)).toEqual([]);
}

describe('a door', () => {
  it('reads or refuses whatever Slack, or somebody in its place, may send', () => {
    fc.assert(fc.property(sent('slack'), (payload) => void expectInOrder(readPayload(payload, now))));
  });

  it('reads or refuses whatever Teams, or somebody in its place, may send', () => {
    fc.assert(
      fc.property(sent('teams'), fc.jsonValue(), (posted, data) => {
        const activity = readActivity(posted, new Date(now));
        if (!activity) return;
        isByBot(activity);
        for (const heard of [readMessage(activity), readData(activity, data), readLook(activity, data)])
          expectInOrder(heard);
        expectInOrder(readJoined(activity));
      }),
    );
  });
});

const choices = ['ada', 'joy', 'lin'].map((value) => ({ value, label: `${value} Osei` }));
const named = { name: 'x', label: 'X', ask: 'X?' };
const fields: Field[] = [
  { ...named, kind: 'text' },
  { ...named, kind: 'line', optional: true },
  { ...named, kind: 'line', guarded: true },
  { ...named, kind: 'people', choices },
  { ...named, kind: 'people' },
  { ...named, kind: 'choice', choices },
  { ...named, kind: 'choices', choices },
  { ...named, kind: 'date' },
  { ...named, kind: 'date', notBefore: 'today' },
];
const field = fc.constantFrom(...fields);
const answer = fc.oneof(
  words,
  fc.array(words, { maxLength: 4 }),
  fc.constantFrom('ada', 'joy Osei', 'today'),
);

describe('an answer', () => {
  it('is taken or refused with a sentence, and once taken it is taken again as it is', () => {
    fc.assert(
      fc.property(field, answer, (question, given) => {
        const first = check(question, given, { today, answers: {} });
        if ('problem' in first) expect(first.problem).toMatch(/\S/);
        else expect(check(question, first.value, { today, answers: {} })).toEqual(first);
      }),
    );
  });

  it('to one question does not touch that to another', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 5 }), fc.array(answer, { maxLength: 5 }), (some, given) => {
        const questions = some.map((each, at) => ({ ...each, name: `q${at}` }));
        const answers = Object.fromEntries(given.map((each, at) => [`q${at}`, each]));
        const checked = checkAll(questions, answers, today);
        for (const question of questions) {
          const alone = check(question, answers[question.name], { today, answers: {} });
          if ('value' in alone) expect(checked.answers[question.name]).toEqual(alone.value);
          else expect(checked.problems[question.name]).toBe(alone.problem);
        }
      }),
    );
  });
});

const days = fc.integer({ min: -4000, max: 4000 }).map((count) => addDays(today, count));

describe('a day', () => {
  it('in any words is a real day or none', () => {
    fc.assert(
      fc.property(words, days, fc.boolean(), (said, on, hasHappened) => {
        const day = readDay(said, on, hasHappened);
        if (day !== undefined) expect(addDays(day, 0)).toBe(day);
      }),
    );
  });

  it('is read as it is shown', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(readDate(shownDate(day))).toBe(day);
      }),
    );
  });

  it('in so many days is so far away', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 99 }), (on, count) => {
        expect(readDay(`in ${count} days`, on)).toBe(addDays(on, count));
        expect(readDay(`${count} days ago`, on, true)).toBe(addDays(on, -count));
      }),
    );
  });
});

const known = aSchool().people;

describe('words', () => {
  it('are searched for names, passwords and commands, whatever they are', () => {
    fc.assert(
      fc.property(words, (said) => {
        for (const stranger of strangersIn(said, ['Ada Osei'])) expect(typeof stranger).toBe('string');
        withoutNames(said);
        looksLikePassword(said);
        tellsPassword(said);
        commandIn(duties, said, today);
        for (const person of peopleCalled(known, said, ({ name }) => name)) expect(known).toContain(person);
      }),
    );
  });

  it('from which names were taken have none to be taken any more', () => {
    fc.assert(
      fc.property(words, (said) => {
        const without = withoutNames(said);
        expect(withoutNames(without)).toBe(without);
      }),
    );
  });
});

const example = JSON.parse(readFileSync('data/school.example.json', 'utf8'));
const names = Object.keys(nothingSet);

describe('a file', () => {
  it('of a school is taken as it stands, or refused with what is wrong with it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), changed(example)), (content) => {
        const read = schoolFile.safeParse(content);
        if (read.success) expect(schoolFile.parse(read.data)).toEqual(read.data);
        else expect(read.error.issues.length).toBeGreaterThan(0);
      }),
    );
  });

  it('of settings starts the bot, or says what is wrong', () => {
    const value = fc.oneof(words, fc.constantFrom('true', 'false', '3978', 'xoxb-1', 'https://a.example'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 }), (env) => {
        try {
          expect(readSettings(env)).toHaveProperty('port');
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
        }
      }),
    );
  });
});
