/** Everybody at the busy school: they apply, and two leaders decide on each request at the same moment. */
import { type Button, buttonsOf } from '../../../src/core/card.ts';
import { textOf } from '../../../src/core/text.ts';
import type { Dice } from '../../support/dice.ts';
import type { Hunted } from './hunted.ts';
import type { Message, Platform } from './platform.ts';
import { leaders, staff } from './school.ts';

/** What somebody has been told is done. */
export type Applied = { name: string; isSent: boolean; isDecided: boolean };

export class People {
  readonly applied: Applied[] = [];
  readonly #bot: Hunted;
  readonly #platform: Platform;
  readonly #chance: Dice;
  #goHome = false;
  readonly #days: Promise<void>[];

  constructor(bot: Hunted, platform: Platform, chance: Dice) {
    this.#bot = bot;
    this.#platform = platform;
    this.#chance = chance;
    this.#days = staff.map((who) => this.#applyAllDay(who));
  }

  /** Nobody begins anything new; resolves when what was begun is done. */
  async goHome(): Promise<void> {
    this.#goHome = true;
    await Promise.all(this.#days);
  }

  async #applyAllDay(who: string): Promise<void> {
    for (let count = 1; !this.#goHome; count++) await this.#applyFor(`Account ${count} of ${who}.`, who);
  }

  async #applyFor(name: string, who: string): Promise<void> {
    const story: Applied = { name, isSent: false, isDecided: false };
    this.applied.push(story);
    await this.#bot.act(who, { type: 'pressed', action: 'requests.start', value: {} });
    const { value } = await this.#platform.find(who, buttonFor('form.open', this.#isNew(who)));
    const [one = '', other = ''] = [who, staff.find((id) => id !== who)];
    const answers = {
      name,
      platform: 'Instagram',
      aim: 'Show families what we learn',
      audience: 'Families',
      promotion: 'Newsletter',
      runners: [one, other],
      open: 'private',
    };
    await this.#bot.act(who, { type: 'submitted', form: 'form.fill', value, answers });
    const summary = await this.#platform.find(who, shown('form.send', name));
    await this.#bot.act(who, { ...pressed(summary), action: 'form.send' });
    story.isSent = true;
    await this.#decideOn(name);
    story.isDecided = true;
  }

  /** Each of them finds it with their own buttons, and both decide before they have heard of the other. */
  async #decideOn(name: string): Promise<void> {
    const approver = this.#chance.pick(leaders) ?? '';
    const rejecter = this.#chance.pick(leaders.filter((id) => id !== approver)) ?? '';
    const [yes, no] = await Promise.all([
      this.#platform.find(approver, shown('request.despite', name)),
      this.#platform.find(rejecter, shown('request.reject', name)),
    ]);
    const approves = () =>
      this.#bot.act(approver, {
        type: 'submitted',
        form: 'request.despite',
        value: yes.button.value,
        answers: { why: 'They are trained next week.' },
      });
    const rejects = () =>
      this.#bot.act(rejecter, {
        type: 'submitted',
        form: 'request.reject',
        value: no.button.value,
        answers: { reason: 'Not this year.' },
      });
    const both = this.#chance.next() < 0.5 ? [approves, rejects] : [rejects, approves];
    await Promise.all(both.map((decides) => decides()));
  }

  /** The form that they have begun just now is the last one that they were given. */
  #isNew(who: string) {
    const used = this.#drafts.get(who) ?? new Set<string>();
    this.#drafts.set(who, used);
    return ({ value: { draft = '' } }: Button) => {
      if (used.has(draft)) return false;
      used.add(draft);
      return true;
    };
  }
  readonly #drafts = new Map<string, Set<string>>();
}

type Shown = { button: Button; message: Message };

function buttonFor(action: string, fits: (button: Button) => boolean) {
  return ({ card }: Message): Button | undefined =>
    buttonsOf(card).find((button) => button.action === action && fits(button));
}

/** A button on a card about that account. */
function shown(action: string, name: string) {
  return (message: Message): Shown | undefined => {
    const button = buttonsOf(message.card).find((each) => each.action === action);
    return button && textOf(message.card).includes(name) ? { button, message } : undefined;
  };
}

function pressed({ button, message }: Shown) {
  return { type: 'pressed' as const, value: button.value, message: message.ref };
}
