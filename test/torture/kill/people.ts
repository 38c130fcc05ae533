/** Everybody at the busy school: they apply, and two leaders decide on each request at the same moment. */
import { type Button, buttonsOf } from '../../../src/core/card.ts';
import type { Act } from '../../../src/core/event.ts';
import { textOf } from '../../../src/core/text.ts';
import type { Dice } from '../../support/dice.ts';
import type { Message, Platform } from './platform.ts';
import { leaders, onTeams, platformOf, staff } from './school.ts';

/** What somebody has been told is done. */
/** Whoever takes what people do to a bot; resolves once it is acknowledged. */
export type Acting = { act(user: string, act: Act): Promise<void> };

/** On Slack alone, for as long as the day lasts; or on both platforms, and each so often. */
type Day = { bothPlatforms?: boolean; each?: number };

export type Applied = { name: string; isSent: boolean; isDecided: boolean };

export class People {
  readonly applied: Applied[] = [];
  readonly #bot: Acting;
  readonly #platform: Platform;
  readonly #chance: Dice;
  #goHome = false;
  readonly #bothPlatforms: boolean;
  readonly #days: Promise<void>[];

  constructor(
    bot: Acting,
    platform: Platform,
    chance: Dice,
    { bothPlatforms = false, each = Infinity }: Day = {},
  ) {
    this.#bot = bot;
    this.#platform = platform;
    this.#chance = chance;
    this.#bothPlatforms = bothPlatforms;
    const users = staff.map((id, at) => (bothPlatforms && at % 2 === 1 ? onTeams(id) : id));
    this.#days = users.map((who) => this.#applyAllDay(who, each));
  }

  /** Resolves when everybody has applied as often as they were to. */
  async atEnd(): Promise<void> {
    await Promise.all(this.#days);
  }

  /** Nobody begins anything new; resolves when what was begun is done. */
  async goHome(): Promise<void> {
    this.#goHome = true;
    await this.atEnd();
  }

  async #applyAllDay(who: string, each: number): Promise<void> {
    for (let count = 1; count <= each && !this.#goHome; count++)
      await this.#applyFor(`Account ${count} of ${who}.`, who);
  }

  async #applyFor(name: string, who: string): Promise<void> {
    const story: Applied = { name, isSent: false, isDecided: false };
    this.applied.push(story);
    await this.#bot.act(who, { type: 'pressed', action: 'requests.start', value: {} });
    const { value } = await this.#platform.find(who, buttonFor('form.open', this.#isNew(who)));
    const [one = '', other = ''] = [idOf(who), staff.find((id) => id !== idOf(who))];
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
    const other = this.#chance.pick(leaders.filter((id) => id !== approver)) ?? '';
    const rejecter = this.#bothPlatforms ? onTeams(other) : other;
    const [yes, no] = await Promise.all([
      this.#platform.find(approver, shown('request.despite', name)),
      // On Teams each is drawn theirs on the room’s card when they look; what is pressed is the same.
      this.#platform.find(this.#bothPlatforms ? approver : rejecter, shown('request.reject', name)),
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

function idOf(user: string): string {
  return platformOf(user) === 'teams' ? user.slice(0, -onTeams('').length) : user;
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
