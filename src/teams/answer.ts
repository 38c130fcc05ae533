/** One activity from Teams: understood, handed to the core, and answered before Teams gives up waiting. */
import {
  type InvokeResponse,
  type TaskModuleResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import { type Card, type FormCard, notice } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import type { Incoming, Receive, Reply } from '../core/door.ts';
import { reasonOf } from '../core/reason.ts';
import { ourFault } from '../core/text.ts';
import type { AtHand } from '../doors/at-hand.ts';
import { type Outcome, type Patience, patience } from '../doors/patience.ts';
import type { Activity } from './activity.ts';
import { draw, drawDialog } from './draw.ts';
import { limits } from './limits.ts';
import {
  botWasAdded,
  isByBot,
  type Received,
  readData,
  readJoined,
  readLook,
  readMessage,
} from './receive.ts';
import type { Sender } from './send.ts';

export class TeamsBot extends TeamsActivityHandler {
  readonly #receive: Receive;
  readonly #whisper: Sender['whisper'];
  readonly #log: AtHand['log'];
  readonly #patience: Patience;

  constructor(receive: Receive, { whisper }: Pick<Sender, 'whisper'>, log: AtHand['log']) {
    super();
    this.#receive = receive;
    this.#whisper = whisper;
    this.#log = log;
    this.#patience = patience(limits.answerMs, receive, log);
    this.onMessage((turn) => this.#answerMessage(activityOf(turn)));
    // Not `onTeamsMembersAddedEvent`: for that one the SDK looks up every member in Teams first.
    this.onMembersAdded((turn) => this.#answerJoined(activityOf(turn), botWasAdded(activityOf(turn))));
    this.onInstallationUpdateAdd((turn) =>
      this.#answerJoined(activityOf(turn), turn.activity.action === 'add'),
    );
  }

  /** Resolves when nothing is in hand any more that Teams does not wait for. */
  settled(): Promise<void> {
    return this.#patience.settled();
  }

  protected override async onTurnActivity(turn: TurnContext): Promise<void> {
    if (!isByBot(activityOf(turn))) await super.onTurnActivity(turn);
  }

  /** What was said was said: neither edits nor deletions nor reactions change anything. */
  protected override async onMessageUpdateActivity(): Promise<void> {}
  protected override async onMessageDeleteActivity(): Promise<void> {}

  async #answerMessage(activity: Activity): Promise<void> {
    const received = readMessage(activity);
    if (!received) return;
    try {
      const form = formIn(received, await this.#receive(received.incoming));
      // A message cannot be answered with a dialog; the form is written into the chat instead.
      if (form) await this.#show(received.incoming, form);
    } catch (error) {
      await this.#show(received.incoming, apology);
      throw error;
    }
  }

  async #answerJoined(activity: Activity, isNew: boolean): Promise<void> {
    if (isNew) await this.#receive(readJoined(activity).incoming);
  }

  /** The SDK's own `onAdaptiveCardInvoke` is not told whether somebody pressed at all. */
  protected override async onInvokeActivity(turn: TurnContext): Promise<InvokeResponse> {
    return turn.activity.name === 'adaptiveCard/action'
      ? await this.#answerPress(activityOf(turn))
      : await super.onInvokeActivity(turn);
  }

  async #answerPress(activity: Activity): Promise<InvokeResponse> {
    const pressed = executed.safeParse(activity.value).data;
    const look = readLook(activity, pressed?.action.data);
    if (look) return this.#answerLook(look);
    if (pressed?.trigger === 'automatic') return note(upToDate);
    const received = readData(activity, pressed?.action.data);
    if (!received) return { status: 400 };
    const outcome = await this.#play(received);
    if (outcome === 'failed')
      return cardAnswer(500, 'application/vnd.microsoft.error', { code: 'NotDone', message: ourFault });
    if (outcome === 'late') return note(slow);
    // Not waited for: Teams gives a press five seconds, and sending may take longer.
    if (outcome.openForm) this.#patience.keep(this.#show(received.incoming, outcome.openForm));
    const shown: Card | undefined = outcome.replaced ?? corrected(received, outcome);
    return shown ? cardAnswer(200, adaptiveCard, draw(shown)) : note('Received.');
  }

  /** With the card alone: an edit of the message would make Teams ask again, and so on for ever. */
  async #answerLook(look: Received): Promise<InvokeResponse> {
    const { play, inTime } = this.#patience;
    const outcome = await inTime(play(look.incoming), async () => {});
    return typeof outcome === 'object' && outcome.replaced
      ? cardAnswer(200, adaptiveCard, draw(outcome.replaced))
      : note(upToDate);
  }

  protected override async handleTeamsTaskModuleFetch(turn: TurnContext): Promise<TaskModuleResponse> {
    return (
      (await this.#answerDialog(activityOf(turn))) ?? remark('There’s nothing to fill in here just now.')
    );
  }

  protected override async handleTeamsTaskModuleSubmit(turn: TurnContext): Promise<TaskModuleResponse> {
    return (await this.#answerDialog(activityOf(turn))) ?? closed;
  }

  async #answerDialog(activity: Activity): Promise<TaskModuleResponse | undefined> {
    const received = readData(activity, task.safeParse(activity.value).data?.data);
    // The words by which the SDK is told to answer with 400.
    if (!received) throw new Error('BadRequest');
    const outcome = await this.#play(received);
    if (outcome === 'failed') return remark(ourFault);
    if (outcome === 'late') return remark(slow);
    const form = formIn(received, outcome);
    if (form) return dialog(form);
    const problems = Object.values(outcome.problems ?? {});
    return problems.length > 0 ? remark(problems.join(' ')) : undefined;
  }

  /** Teams sends a press again when it hears nothing; the core goes on, and what is left to say follows. */
  #play(received: Received): Promise<Outcome | 'late'> {
    const { play, inTime } = this.#patience;
    return inTime(play(received.incoming), (later) => this.#tellLate(received, later));
  }

  /** The dialog is closed now, so what was written in it comes back in the chat. */
  async #tellLate(received: Received, outcome: Outcome): Promise<void> {
    const card =
      outcome === 'failed'
        ? (corrected(received, { problems: { '': ourFault } }) ?? apology)
        : formIn(received, outcome);
    if (card) await this.#show(received.incoming, card);
  }

  /** Privately, to whoever acted, what cannot be shown in the answer itself. Never rejects. */
  async #show({ event }: Incoming, card: Card): Promise<void> {
    try {
      await this.#whisper({ place: event.place, user: event.by.user }, card);
    } catch (error) {
      this.#log(`${event.id}: an answer could not be shown. ${reasonOf(error)}`);
    }
  }
}

/** As the door has read it; the SDK passes it on, and only its types know less of it. */
function activityOf(turn: TurnContext): Activity {
  return turn.activity as Activity;
}

const executed = z.object({
  action: z.object({ data: z.unknown().optional() }),
  trigger: z.string().nullish(),
});
const task = z.object({ data: z.unknown().optional() });

function formIn(received: Received, reply: Reply): FormCard | undefined {
  return reply.openForm ?? corrected(received, reply);
}

/** The form as it was sent, with what has to be put right beside its fields. */
function corrected({ form, incoming }: Received, { problems }: Reply): FormCard | undefined {
  if (!form || !problems || incoming.event.type !== 'submitted') return undefined;
  return { kind: 'form', ...form, answers: incoming.event.answers, problems };
}

const slow =
  'This is taking longer than usual. If it fails, I’ll write to you privately. If nothing has changed in a few minutes, please try again.';
const upToDate = 'Up to date.';
const apology = notice('warning', ourFault);

const adaptiveCard = 'application/vnd.microsoft.card.adaptive';

/** Teams wants 200 around every answer to a card, whatever the answer itself says. */
function cardAnswer(statusCode: number, type: string, value: unknown): InvokeResponse {
  return { status: 200, body: { statusCode, type, value } };
}

function note(text: string): InvokeResponse {
  return cardAnswer(200, 'application/vnd.microsoft.activity.message', text);
}

function dialog(form: FormCard): TaskModuleResponse {
  const card = { contentType: adaptiveCard, content: drawDialog(form) };
  const value = {
    title: clip(form.title, limits.dialogTitle),
    height: 'large',
    width: 'medium',
    card,
  } as const;
  return { task: { type: 'continue', value } };
}

function remark(text: string): TaskModuleResponse {
  return { task: { type: 'message', value: text } };
}

/** No answer at all closes a dialog; the SDK passes that on, and only its types do not know it. */
const closed = undefined as unknown as TaskModuleResponse;
