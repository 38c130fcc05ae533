/** The SDK's adapter, asked in two steps: whether a call comes from Teams, and what is answered to it. */
import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';

type Checked = Awaited<ReturnType<TeamsAdapter['check']>>;

export class TeamsAdapter extends CloudAdapter {
  /** Rejects where the call is not from Teams, or where that cannot be found out. */
  check(posted: Activity, authorization: string) {
    return this.botFrameworkAuthentication.authenticateRequest(posted, authorization);
  }

  /** Gives back what `process` would write out itself, the inside of every error included. */
  answer(
    checked: Checked,
    posted: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(checked, posted, turn);
  }
}
