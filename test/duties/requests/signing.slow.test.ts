import { describe, expect, it } from 'vitest';
import { withAdded } from '../../../src/core/newcomers.ts';
import type { School } from '../../../src/core/school.ts';
import { addDays } from '../../../src/core/time.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { type Request, requests } from '../../../src/duties/requests/request.ts';
import { type Dice, dice } from '../../support/dice.ts';
import type { TestCore } from '../../support/test-core.ts';
import { answersFor, type Fill, Pile, pressAny, sendAny } from '../support/random-scenarios.ts';
import { bot, day, open } from '../support/scenarios.ts';

/** Old Park wants three signatures in order, so half of the stories play there. */
const others = ['abbotswood', 'hermitage', 'kenn-kenton', 'westgate'];

/** A school in which roles overlap, some are nobody's, and somebody leaves the file now and then. */
function anySchool(chance: Dice): Pick<School, 'policy' | 'people'> {
  const roles = ['head', 'slt', 'slt', 'governor', 'hs-governor', 'administrator', 'dsl'] as const;
  const names = ['ada', 'joy', 'lin', 'sam', 'bea', 'gil', 'tom'];
  const people = names.map((id, at) => ({
    id,
    name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Person`,
    roles: roles.filter(() => chance.next() < 0.25),
    ...(at > 0 && chance.next() < 0.7 ? { manager: names[chance.below(at)] ?? 'ada' } : {}),
  }));
  return { policy: chance.next() < 0.5 ? 'old-park' : (chance.pick(others) ?? 'westgate'), people };
}

type Scene = { core: TestCore; chance: Dice; pile: Pile; everybody: School['people']; today: string };

async function anyStep(scene: Scene): Promise<void> {
  const { core, chance, pile, everybody, today } = scene;
  const ids = everybody.map((person) => person.id);
  const who = chance.pick(ids) ?? 'ada';
  // Whoever is to run an account signs nothing for it, so it is mostly the same few who are to.
  const runners = chance.next() < 0.8 ? ids.slice(0, 3) : ids;
  const fill: Fill = (form) => answersFor(form.fields, { dice: chance, people: runners, today });
  const roll = chance.next();
  if (roll < 0.05) {
    const days = 1 + chance.below(4);
    scene.today = addDays(today, days);
    pile.take(await core.pass(days * day));
  } else if (roll < 0.08) core.school.people = everybody.filter(() => chance.next() < 0.9);
  else if (roll < 0.2) pile.take(await sendAny(core, who, start, fill));
  else if (roll < 0.25) pile.take(await pressAny(core, who, forged(chance, pile), fill));
  else {
    // The latest buttons most of all: that is where stories go on.
    const from = Math.max(0, pile.held.length - 40);
    const held = chance.next() < 0.7 ? pile.held.slice(from) : pile.held;
    const chosen = chance.pick(held);
    const knows = core.school.people.some((person) => person.id === chosen?.for);
    const presser = knows && chance.next() < 0.8 ? (chosen?.for ?? who) : who;
    if (chosen) pile.take(await pressAny(core, presser, chosen.button, fill));
  }
}

const start = { label: '', action: 'requests.start', value: {} };

/** A press that no card has offered: another action, or another stage, with the same reference. */
function forged(chance: Dice, pile: Pile) {
  const value = { ...(chance.pick(pile.held)?.button.value ?? {}) };
  const actions = [...bot.pressed.keys()].filter((action) => !/^(ask|own-ruling|form)\./.test(action));
  if (chance.next() < 0.3) value.stage = chance.pick(['head', 'slt', 'governor', 'line-manager', '']) ?? '';
  return { label: '', action: chance.pick(actions) ?? 'request.approve', value };
}

/** Whoever asks for it, or is to run the account. */
function gains(request: Request, id: string): boolean {
  const named = request.terms.peopleFields.flatMap((name) => request.answers[name] ?? []);
  return id === request.applicant.id || named.includes(id) || authorsOf(request).includes(id);
}

/** Whose line manager signs, where the form asks for an author. */
function authorsOf({ terms, answers }: Request): string[] {
  return [answers[terms.authorField ?? ''] ?? []].flat();
}

/** Who may sign, told anew from the rules: never whoever gains by it; the role, or the next one up that somebody holds. */
function mayHaveSigned(school: School, request: Request, stageId: string, signer: string): boolean {
  const stage = request.terms.stages.find(({ id }) => id === stageId);
  const up: Record<string, string> = {
    manager: 'head',
    'hs-governor': 'governor',
    governor: 'head',
    head: 'slt',
    slt: 'governor',
  };
  const [author = request.applicant.id] = authorsOf(request);
  const levels: string[][] = [];
  const seen = new Set<string>();
  for (let role = stage?.by as string | undefined; role && !seen.has(role); role = up[role]) {
    seen.add(role);
    const level = school.people.filter((person) =>
      role === 'manager'
        ? person.id === school.people.find(({ id }) => id === author)?.manager
        : person.roles.some((held) => held === role),
    );
    const others = level.map((person) => person.id).filter((id) => !gains(request, id));
    if (others.length > 0) levels.push(others);
  }
  return levels.slice(0, 1 + (request.raised[stageId] ?? 0)).some((level) => level.includes(signer));
}

describe('no sequence of presses and fills by anybody', () => {
  it('reaches “approved” without a signature for every stage by somebody entitled who gains nothing by it', async () => {
    const tally = { approved: 0, refused: 0, raised: 0, accounts: 0, stages: 0 };
    for (let seed = 1; seed <= 240; seed++) {
      const chance = dice(seed);
      const core = open(anySchool(chance));
      const everybody = core.school.people;
      const scene = { core, chance, pile: new Pile(), everybody, today: '2027-03-02' };
      const known = new Map<string, number>();
      for (let step = 0; step < 120; step++) {
        await anyStep(scene);
        // With those whom somebody has added in the chat.
        const school = await withAdded(core.school, core.work);
        for (const request of await core.work.find(requests)) {
          for (const signature of request.signatures.slice(known.get(request.id) ?? 0)) {
            expect(gains(request, signature.by.id), `seed ${seed}, step ${step}`).toBe(false);
            expect(
              mayHaveSigned(school, request, signature.stage, signature.by.id),
              `seed ${seed}, step ${step}: ${signature.by.id} at ${signature.stage} of ${request.id}`,
            ).toBe(true);
          }
          known.set(request.id, request.signatures.length);
          if (request.state !== 'approved') continue;
          const sent = core.work.trail.findLast(
            (entry) => entry.about === request.id && entry.what.startsWith('sent'),
          );
          const since = request.signatures.filter((signature) => signature.at >= (sent?.at ?? ''));
          const signed = new Set(since.map((signature) => signature.stage));
          expect([...signed].sort()).toEqual(request.terms.stages.map((stage) => stage.id).sort());
        }
      }
      const all = await core.work.find(requests);
      const approved = new Set(all.filter(({ state }) => state === 'approved').map(({ id }) => id));
      for (const account of await core.work.find(accounts)) {
        expect(approved).toContain(account.request);
        tally.accounts++;
      }
      tally.approved += approved.size;
      tally.stages += all.filter(
        ({ state, terms }) => state === 'approved' && terms.stages.length > 1,
      ).length;
      tally.raised += all.filter(({ raised }) => Object.keys(raised).length > 0).length;
      tally.refused += core.work.trail.filter((entry) => entry.what.startsWith('was refused')).length;
    }
    // The stories must have got somewhere, else they would prove nothing.
    expect(tally.approved).toBeGreaterThan(100);
    expect(tally.stages).toBeGreaterThan(3);
    expect(tally.refused).toBeGreaterThan(500);
    expect(tally.raised).toBeGreaterThan(5);
  }, 60_000);
});
