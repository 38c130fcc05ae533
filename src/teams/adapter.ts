/** The SDK's adapter, asked in two steps: whether a call comes from Teams, and what is answered to it. */
import {
  type Activity,
  CloudAdapter,
  INVOKE_RESPONSE_KEY,
  type InvokeResponse,
  TurnContext,
} from 'botbuilder';

export class TeamsAdapter extends CloudAdapter {
  /** Rejects where the call is not from Teams, or where that cannot be found out. */
  check(posted: Activity, authorization: string) {
    return this.botFrameworkAuthentication.authenticateRequest(posted, authorization);
  }

  /**
   * Gives back what `process` would write out itself, the inside of every error included. It would also make clients to
   * call Teams and Microsoft with, which nobody uses here.
   */
  async answer(
    posted: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const context = new TurnContext(this, posted);
    await this.runMiddleware(context, turn);
    return context.turnState.get<{ value?: InvokeResponse } | undefined>(INVOKE_RESPONSE_KEY)?.value;
  }
}
