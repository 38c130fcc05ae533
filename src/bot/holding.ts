/** "Hold R-7K3FQWBT": a leader keeps a record from being deleted, whatever its time, until the hold is lifted. */
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { button, item, listCard, notice } from '../core/card.ts';
import { type Begin, begin } from '../core/dialog.ts';
import type { Duty } from '../core/duty.ts';
import type { Answers } from '../core/event.ts';
import type { Value } from '../core/handler.ts';
import { forgetWhereDue } from '../core/matter/clock.ts';
import { type Hold, holdId, holds } from '../core/matter/hold.ts';
import type { Matter } from '../core/matter/table.ts';
import { isLeader } from '../core/roles.ts';
import { asSomeone } from '../core/someone.ts';
import { shownInstant } from '../core/time.ts';
import { inPrivate } from '../core/turn.ts';

// biome-ignore lint/suspicious/noExplicitAny: whichever matter the record is of
type AnyMatter = Matter<any, PolicyTurn, any>;

const reference = '([A-Za-z]-[A-Za-z0-9-]{1,40})';
const putting = new RegExp(`^(?:please )?(?:hold|keep|put a hold on) ${reference}$`, 'i');
const lifting = new RegExp(`^(?:please )?(?:release|lift the hold on|stop holding) ${reference}$`, 'i');

export function holdingOf(duties: () => Duty<PolicyTurn>[]): Duty<PolicyTurn> {
  const matters = (): AnyMatter[] => duties().flatMap(({ matters = [] }) => matters);
  return {
    name: 'hold',
    help: {
      part: 'lead',
      title: 'Keep a record for longer',
      text: '“Hold C-7K3FQWBT” keeps one from being deleted, “release C-7K3FQWBT” lifts it, “holds” lists them.',
      isOn: ({ person }) => isLeader(person),
    },
    opens: {
      hold: {
        said: (text) => putting.test(text.trim()),
        harmless: true,
        interrupts: true,
        run: (turn, text) => start(turn, matters(), putting.exec(text.trim())?.[1] ?? ''),
      },
      release: {
        said: (text) => lifting.test(text.trim()),
        harmless: true,
        interrupts: true,
        run: (turn, text) => release(turn, matters(), lifting.exec(text.trim())?.[1] ?? ''),
      },
      holds: {
        said: /^(?:show (?:me )?)?(?:the |all )?holds$|^what(?:'s| is) (?:on hold|being held|held)$/,
        interrupts: true,
        run: (turn) => list(turn, matters()),
      },
    },
    pressed: { lift: (turn, { record = '' }) => release(turn, matters(), record) },
    forms: { put: (turn, answers, value) => put(turn, matters(), answers, value) },
  };
}

type Found = { matter: AnyMatter; record: { id: string } };

/** Nobody learns by this that there is one which they may not see. */
async function find(turn: PolicyTurn, matters: AnyMatter[], said: string): Promise<Found | undefined> {
  for (const matter of matters) {
    const record = await turn.work.get(matter.records, said.toUpperCase());
    if (record && (await matter.sees(turn, record)) !== undefined) return { matter, record };
  }
  turn.whisper(
    notice('info', `I can’t find “${said.toUpperCase()}” among what you may see. Nothing was changed.`),
  );
  return undefined;
}

function refuses(turn: PolicyTurn, what: string): boolean {
  if (isLeader(turn.person)) return false;
  turn.audit('was refused: only leaders hold what is on record', what);
  turn.whisper(notice('info', 'Only the school’s leaders can do this. Nothing was changed.'));
  return true;
}

async function start(turn: PolicyTurn, matters: AnyMatter[], said: string): Promise<void> {
  if (refuses(turn, said)) return;
  const found = await find(turn, matters, said);
  if (found) await begin(inPrivate(turn), formFor(found));
}

function formFor({ matter, record }: Found): Begin {
  return {
    form: 'hold.put',
    title: `Hold ${record.id}`,
    fields: [
      {
        name: 'why',
        kind: 'line',
        label: 'Why',
        ask: 'Why is it to be kept?',
        help: 'For example: a complaint to the governors. Leave out names.',
      },
    ],
    submit: 'Hold it',
    done: `${record.id} is held. It stays until a leader writes “release ${record.id}”.`,
    next: 'It isn’t deleted until a leader lifts the hold. Leaders who may see it see the hold as well.',
    value: { matter: matter.name, record: record.id },
  };
}

async function put(
  turn: PolicyTurn,
  matters: AnyMatter[],
  { why }: Answers,
  { record = '' }: Value,
): Promise<void> {
  if (refuses(turn, record)) return;
  const found = await find(turn, matters, record);
  if (!found) return;
  const { matter } = found;
  turn.work.put(holds, {
    id: holdId(matter, record),
    matter: matter.name,
    record,
    by: asSomeone(turn.person),
    at: turn.event.at,
    why: String(why),
  });
  turn.audit('put a hold on it', record);
}

async function release(turn: PolicyTurn, matters: AnyMatter[], said: string): Promise<void> {
  if (refuses(turn, said)) return;
  const found = await find(turn, matters, said);
  if (!found) return;
  const { matter, record } = found;
  const held = await turn.work.get(holds, holdId(matter, record.id));
  if (!held) return turn.whisper(notice('info', `${record.id} isn’t held. Nothing was changed.`));
  turn.work.remove(holds, held.id);
  turn.audit('lifted the hold', record.id);
  const isGone = await forgetWhereDue(turn, matter, record);
  turn.whisper(
    notice(
      'good',
      isGone
        ? `The hold on ${record.id} is lifted. Its time was over, so it’s deleted.`
        : `The hold on ${record.id} is lifted. It’s kept as long as others of its kind.`,
    ),
  );
}

async function list(turn: PolicyTurn, matters: AnyMatter[]): Promise<void> {
  if (refuses(turn, 'holds')) return;
  const seen: Hold[] = [];
  for (const hold of await turn.work.find(holds)) if (await maySee(turn, matters, hold)) seen.push(hold);
  inPrivate(turn).say(
    listCard(
      'On hold',
      seen.map(({ record, why, by, at }) =>
        item(record, `${why} (${by.name}, ${shownInstant(at, turn.school.timezone)})`, {
          buttons: [button('Lift the hold', 'hold.lift', { record })],
        }),
      ),
      { empty: 'Nothing is held. To keep something from being deleted, write “hold” and its reference.' },
    ),
  );
}

async function maySee(
  turn: PolicyTurn,
  matters: AnyMatter[],
  { matter: name, record: id }: Hold,
): Promise<boolean> {
  const matter = matters.find((candidate) => candidate.name === name);
  if (!matter) return false;
  const record = await turn.work.get(matter.records, id);
  return record !== undefined && (await matter.sees(turn, record)) !== undefined;
}
