import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { EngineStore, NewAlarm, NewNotice } from '../ports.ts';

const KIND = 'ledger-tampered';
const ALARMS = { kind: 'configuration', id: 'duties.alarms' } as const;

/** What alarms about the ledger need of the database. */
export interface LedgerAlarmStore
  extends Pick<EngineStore, 'saveAlarms' | 'saveNotices' | 'listAdministrators'> {
  /** The scrutineers' posts: outside every agency that has to answer. */
  listScrutineers(tx: Tx): Promise<readonly PostId[]>;
  /** Ends every open alarm of a kind; gives what each was about. */
  saveAllCleared(tx: Tx, now: Temporal.Instant, kind: NewAlarm['kind']): Promise<readonly string[]>;
}

/** Scrutineers by e-mail too: they sign in seldom. Administrators in the application: they may be whom it is about. */
async function tell(
  store: LedgerAlarmStore,
  tx: Tx,
  ctx: CommandContext,
  kind: string,
): Promise<readonly NewNotice[]> {
  const scrutineers = await store.listScrutineers(tx);
  const administrators = (await store.listAdministrators(tx)).filter((post) => !scrutineers.includes(post));
  const notice = { duty: null, kind, reference: null } as const;
  const notices = [
    ...scrutineers.map((post) => ({
      ...notice,
      id: ctx.ids.next<'notice'>(),
      post,
      means: ['email'] as const,
    })),
    ...administrators.map((post) => ({ ...notice, id: ctx.ids.next<'notice'>(), post, means: [] })),
  ];
  await store.saveNotices(tx, ctx.now, notices);
  return notices;
}

const eventsOf = (notices: readonly NewNotice[]) =>
  notices
    .filter((notice) => notice.means.length > 0)
    .map((notice) => ({ name: 'duties.notice-queued', data: { notice: notice.id } }) as const);

/**
 * Raises an alarm for each thing found wrong with the ledger and tells the scrutineers and the administrators. Refuses
 * `duties.nothing-due` when all of them are open already.
 */
export const raiseLedgerAlarms =
  (store: LedgerAlarmStore): Command<readonly Omit<NewAlarm, 'kind'>[], null> =>
  async (tx, ctx, found) => {
    const alarms = found.map((one) => ({ ...one, kind: KIND, id: ctx.ids.next<'alarm'>() }) as const);
    const fresh = await store.saveAlarms(tx, ctx.now, alarms);
    const entries = fresh.map(
      ({ about, detail }): EntryDraft => ({
        act: 'duties.alarm-raised',
        subject: ALARMS,
        body: { alarm: KIND, about, ...detail },
      }),
    );
    if (!isNonEmpty(entries)) return refuse('duties.nothing-due');
    const notices = await tell(store, tx, ctx, `alarm:${KIND}`);
    return { ok: true, value: null, entries, events: eventsOf(notices) };
  };

/**
 * Ends every alarm about the ledger: a check of everything found nothing wrong. Nobody's act but the check's own. Refuses
 * `duties.nothing-due` when none is open.
 */
export const clearLedgerAlarms =
  (store: LedgerAlarmStore): Command<null, null> =>
  async (tx, ctx) => {
    const ended = await store.saveAllCleared(tx, ctx.now, KIND);
    const entries = ended.map(
      (about): EntryDraft => ({
        act: 'duties.alarm-cleared',
        subject: ALARMS,
        body: { alarm: KIND, about },
      }),
    );
    if (!isNonEmpty(entries)) return refuse('duties.nothing-due');
    const notices = await tell(store, tx, ctx, `alarm-over:${KIND}`);
    return { ok: true, value: null, entries, events: eventsOf(notices) };
  };
