/** Answers that were once untrue or misleading, each told anew in other words. */
import { describe, expect, it } from 'vitest';
import type { Understood } from '../../src/policy/answer.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { dataDir } from './questions.ts';

const engine = loadEngine(dataDir);
const ask = (policy: string, text: string): Understood => engine.understand(policy, text);
const all = engine.policies();

/** The verdict, or that it is asked back. */
const verdictOf = ({ alarm, ruling }: Understood): string | undefined => (alarm ? 'alarm' : ruling?.verdict);
const told = (understood: Understood): string | undefined =>
  understood.ruling?.clarify ? 'asked back' : verdictOf(understood);
const clausesOf = ({ ruling, parts = [] }: Understood): string =>
  [...(ruling?.clauses ?? []), ...parts.flatMap(({ clauses }) => clauses)].join(' ');

describe('what somebody else did is not answered as if the writer had', () => {
  it.each([
    'one of our TAs keeps sending private messages to a girl in Year 6',
    'a coach from the football club has been snapchatting two of our boys late at night',
  ])('%s', (text) => {
    for (const policy of all) expect(ask(policy, text).alarm).toBe('adult');
  });

  it('the head goes past the head', () => {
    for (const policy of all)
      expect(ask(policy, 'I think the headteacher has been messaging a pupil privately').alarm).toBe('head');
  });

  it.each([
    'A teacher here has put pictures of her class on her own Facebook',
    'The student teacher has shared a picture of our Year 2s on her personal Instagram, what should I do?',
  ])('%s', (text) => {
    for (const policy of all) {
      const { ruling } = ask(policy, text);
      expect(ruling?.verdict).not.toBe('no');
      expect(`${ruling?.say} ${ruling?.next}`).not.toMatch(/ask (?:the|your) colleague/i);
    }
  });
});

describe('a friendly comment under a post gets no yes that was meant for abuse of the page', () => {
  it.each([
    'Could our chair of governors comment under a post on the school’s Facebook page?',
    'is it fine for me to comment on the school instagram as myself',
  ])('%s', (text) => {
    for (const policy of all) expect(verdictOf(ask(policy, text))).not.toBe('yes');
  });
});

describe('a duty or a free choice does not become a no', () => {
  it.each([
    'I’m uneasy about a lad in my group, may I report it though I can’t prove anything?',
    'A pupil has messaged me, can I report it and not answer?',
    'Can I simply refuse a friend request from a pupil?',
    'billy from my class has added me, fine to jus press decline?',
    'An eight-year-old of ours sent me a friend request, may I report her account to the platform?',
    'A reporter messaged about our tweet, may I just hand it to the senior leaders?',
    'May I just delete a picture that shows rather too much of a child?',
    'Is it OK to put the lunch menu on the school’s Facebook page?',
    'May I use LinkedIn to look for a new job?',
  ])('%s', (text) => {
    // Where it is unclear what is meant, the person picks and nobody is told that they may not.
    for (const policy of all) expect(told(ask(policy, text)), policy).not.toBe('no');
  });
});

it('a duty that somebody would rather leave stays a duty', () => {
  const text = 'a year 6 sent me a message on insta, do i really have to tell anyone about it';
  for (const policy of ['westgate', 'old-park', 'kenn-kenton', 'abbotswood'])
    expect(['must', 'conditional', 'asked back', 'not-covered'], policy).toContain(told(ask(policy, text)));
});

describe('a policy question about children is no alarm', () => {
  it.each([
    'The mums of Year 2 have a chat going and want me in it. Just say yes to be nice?',
    'Left the school camera at home, can I take the bug hotel pictures with the kids on my own phone and delete them after?',
  ])('%s', (text) => {
    for (const policy of all) expect(ask(policy, text).alarm, policy).toBeUndefined();
  });
});

describe('to each its clause', () => {
  it.each<[string, string, RegExp]>([
    ['westgate', 'Is this photo of the pupils all right to use? How do I check?', /use-of-images/],
    ['old-park', 'Who keeps an eye on the school page over half term?', /A\.5\.4/],
    ['hermitage', 'Must I sign that I have read this policy?', /11\.3/],
    ['kenn-kenton', 'Must I sign that I have read this policy?', /\bD\b|D\//],
    ['westgate', 'The Echo has emailed me about something I posted, may I answer?', /behaviour\/4/],
    ['old-park', 'The Echo has emailed me about something we posted, may I answer?', /A\.3\.7/],
    ['old-park', 'Who has to approve a post before it goes on the school page?', /A\.3\.4/],
    ['old-park', 'Our old choir page has not been used for years, what should happen to it?', /A\.1\.6/],
    ['kenn-kenton', 'I posted something wrong on the school page by mistake', /^E/],
    ['abbotswood', 'A pupil liked one of my pictures on Instagram', /1-personal-use\/2/],
  ])('%s: %s', (policy, text, clause) => {
    const understood = ask(policy, text);
    expect(clausesOf(understood), JSON.stringify(understood.reading)).toMatch(clause);
  });
});

it('takes somebody’s own children for no family of the writer', () => {
  for (const policy of all) {
    const { ruling } = ask(
      policy,
      'A woman I taught years ago has her own children now and has added me on Facebook, may I accept?',
    );
    expect(ruling?.facts.kin).toBeUndefined();
    if (policy !== 'abbotswood') expect(ruling?.verdict).not.toBe('yes');
  }
  expect(ask('hermitage', 'May my own children follow me? They are pupils here').ruling?.facts.kin).toBe(
    'immediate',
  );
});

describe('verdicts', () => {
  it.each<[string, string, string[]]>([
    ['westgate', 'May I like something that a pupil has posted?', ['no']],
    ['kenn-kenton', 'May I like something that a pupil has posted?', ['no']],
    ['old-park', 'May I like something that a pupil has posted?', ['no']],
    ['abbotswood', 'Can I put a picture of my class on my own Facebook?', ['not-covered']],
    ['hermitage', 'Can I message a pupil about the concert?', ['conditional']],
    [
      'old-park',
      'Can I be Facebook friends with a parent from another school?',
      ['conditional', 'not-covered', 'yes'],
    ],
    ['kenn-kenton', 'can you wipe my account', ['conditional', 'not-covered', 'info', 'must']],
    ['old-park', 'May I phone a parent from my own mobile?', ['conditional', 'not-covered', 'info']],
    [
      'old-park',
      'Could I blog about teaching if I never say which school it is?',
      ['conditional', 'not-covered', 'yes', 'info'],
    ],
    ['kenn-kenton', 'may I eat in the classroom?', ['not-covered', 'conditional']],
    ['westgate', 'Must I put a disclaimer on if I never mention the school?', ['info']],
    ['kenn-kenton', 'Must I put a disclaimer on if I never mention the school?', ['info']],
    ['hermitage', 'Somebody has hacked the school Twitter', ['not-covered', 'must', 'conditional', 'info']],
  ])('%s: %s', (policy, text, verdicts) => expect(verdicts).toContain(verdictOf(ask(policy, text))));
});

describe('nothing opens that nobody asked for', () => {
  it.each([
    'I want to complain about the head',
    'I want to make a complaint',
    'I have just been sacked',
    'can I get this post approved please',
  ])('%s', (text) => {
    for (const policy of all) {
      const understood = ask(policy, text);
      expect(['ask', 'incident']).toContain(understood.route);
      expect(told(understood), policy).not.toBe('no');
    }
  });

  it.each(['test', 'bye', 'What is the capital of France?', 'a'.repeat(400)])('%j is no question', (text) => {
    for (const policy of all) {
      const { route, ruling } = ask(policy, text);
      expect(['ask', 'smalltalk', 'help']).toContain(route);
      if (route === 'ask') expect(ruling?.clarify?.fact ?? ruling?.verdict).toMatch(/topic|not-covered/);
    }
  });
});

describe('a picture that nobody has described', () => {
  it.each(['can I post this photo?', 'is it ok to share these pictures', 'May I put this video up?'])(
    'is asked about, and never allowed: %s',
    (text) => {
      for (const policy of all) {
        const { ruling } = ask(policy, text);
        expect(ruling?.verdict).not.toBe('yes');
        expect(ruling?.clarify, policy).toBeDefined();
      }
    },
  );
});
