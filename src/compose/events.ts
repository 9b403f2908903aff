import type { Command } from '../kernel/command.ts';
import { asId, type ConcernId } from '../kernel/ids.ts';
import { type ConcernsPorts, layAgain } from '../modules/concerns/index.ts';
import { createNoticeDelivery, raiseAlarm } from '../modules/duties/index.ts';
import type { EventHandler, EventHandlers } from '../platform/jobs/outbox.ts';
import type { NoticeAdapter } from '../platform/mail/outgoing-notice.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Spine } from '../platform/transaction.ts';

type TellKeepers = Command<{ readonly concern: ConcernId }, number>;

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/** A link was made or taken back: the concern that names it is laid beside the others again. */
function layBesideAgain(spine: Spine, concerns: ConcernsPorts): EventHandler {
  const lay = layAgain(concerns);
  return async (data) => {
    const concern = asId<'concern'>(String(data.concern));
    const done = await runCommand(spine, ENGINE, (tx, ctx) => lay(tx, ctx, { concern }));
    if (!done.ok) throw new Error(done.refusal.code);
  };
}

/** A concern names somebody: those who keep a protected identity that it may touch are told, and nobody else ever is. */
function tellThem(spine: Spine, tell: TellKeepers): EventHandler {
  return async (data) => {
    const concern = asId<'concern'>(String(data.concern));
    const done = await runCommand(spine, ENGINE, (tx, ctx) => tell(tx, ctx, { concern }));
    if (!done.ok && done.refusal.code !== 'people.nobody-protected') throw new Error(done.refusal.code);
  };
}

/** What happens because of something elsewhere: each event, and what reacts to it. An empty list is a decision too. */
export function composeEvents(
  spine: Spine,
  concerns: ConcernsPorts,
  sender: NoticeAdapter,
  onErased: () => Promise<void>,
  keepers: TellKeepers,
): EventHandlers {
  return {
    'duties.notice-queued': [createNoticeDelivery({ spine, sender })],
    'concerns.concern-erased': [onErased],
    'people.bundle-changed': [layBesideAgain(spine, concerns)],
    'concerns.somebody-named': [tellThem(spine, keepers)],
    'access.account-disabled': [],
    'access.change-proposed': [],
    'access.change-confirmed': [],
  };
}

/** Nothing could be made to follow from an event, after every try: the administrators are told. */
export function alarmOfDead(spine: Spine): (name: string, key: string) => Promise<void> {
  return async (event, key) => {
    const alarm = { kind: 'event-dead', about: key, detail: { event } } as const;
    await runCommand(spine, ENGINE, (tx, ctx) => raiseAlarm(tx, ctx, alarm));
  };
}

/** Concerns could not be judged together with the others, after many tries: the administrators are told. */
export function alarmOfUnjudged(spine: Spine): (concern: string) => Promise<void> {
  return async (concern) => {
    const alarm = { kind: 'event-dead', about: concern, detail: { event: 'concerns.judged' } } as const;
    await runCommand(spine, ENGINE, (tx, ctx) => raiseAlarm(tx, ctx, alarm));
  };
}
