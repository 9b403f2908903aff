import type { Command } from '../../../kernel/command.ts';
import type { EntryDraft, RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, Id, PostId } from '../../../kernel/ids.ts';
import { asId, isId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { EngineStore, NoticeId, NoticeMeans, NoticeSender, NoticeTemplate } from '../ports.ts';

/** A message still to be sent: one person, one means. `to` is null when they have no such address. */
export interface PendingDelivery {
  readonly account: AccountId;
  readonly means: NoticeMeans;
  readonly to: string | null;
}

/** A notice with what is still to be sent of it. */
export interface PendingNotice {
  readonly about: RecordRef | null;
  readonly post: PostId;
  readonly template: NoticeTemplate;
  readonly reference: string | null;
  readonly pending: readonly PendingDelivery[];
}

/** How one message went. */
export interface Delivered {
  readonly account: AccountId;
  readonly means: NoticeMeans;
  /** Null when it was taken; else a code, never an address or a server's words. */
  readonly failure: string | null;
}

/** Where notices and their deliveries are kept. */
export interface DeliveryStore
  extends Pick<EngineStore, 'saveAlarms' | 'saveNotices' | 'listAdministrators'> {
  findPending(tx: Tx, notice: NoticeId, now: Temporal.Instant): Promise<PendingNotice | null>;
  saveDelivered(
    tx: Tx,
    now: Temporal.Instant,
    notice: NoticeId,
    delivered: readonly Delivered[],
  ): Promise<void>;
  saveAlarmCleared(tx: Tx, now: Temporal.Instant, kind: 'send-failed', about: string): Promise<number>;
}

interface Outcome {
  readonly notice: NoticeId;
  readonly found: PendingNotice;
  readonly delivered: readonly Delivered[];
}

/** Records how the sending went: an entry for each message, and for a failure an alarm to the administrator besides. */
const recordDelivery =
  (store: DeliveryStore): Command<Outcome, null> =>
  async (tx, ctx, { notice, found, delivered }) => {
    await store.saveDelivered(tx, ctx.now, notice, delivered);
    const subject: RecordRef = found.about ?? { kind: 'post', id: found.post };
    const entries: EntryDraft[] = delivered.map(({ account, means, failure }) => ({
      act: failure === null ? 'duties.notice-sent' : 'duties.notice-not-sent',
      subject,
      about: [
        { kind: 'post', id: found.post },
        { kind: 'account', id: account },
      ],
      body: { notice, means, ...(failure === null ? {} : { failure }) },
    }));
    const failed = delivered.filter((one) => one.failure !== null);
    if (failed.length === 0) await store.saveAlarmCleared(tx, ctx.now, 'send-failed', notice);
    const detail = { means: failed[0]?.means ?? null, failure: failed[0]?.failure ?? null };
    const fresh = await store.saveAlarms(
      tx,
      ctx.now,
      failed.length === 0
        ? []
        : [{ id: ctx.ids.next<'alarm'>(), kind: 'send-failed', about: notice, detail }],
    );
    if (fresh.length > 0) {
      entries.push({
        act: 'duties.alarm-raised',
        subject: { kind: 'configuration', id: 'duties.notices' },
        body: { alarm: 'send-failed', notice, ...detail },
      });
      const posts = await store.listAdministrators(tx);
      await store.saveNotices(
        tx,
        ctx.now,
        posts.map((post) => ({
          id: ctx.ids.next<'notice'>(),
          duty: null,
          post,
          kind: 'alarm:send-failed',
          means: [],
          reference: null,
        })),
      );
    }
    return isNonEmpty(entries)
      ? { ok: true, value: null, entries, events: [] }
      : refuse('duties.nothing-due');
  };

/** Thrown so that the queue tries the notice again later, further and further apart. */
export class NoticeUndelivered extends Error {
  override readonly name = 'NoticeUndelivered';
}

function failureOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[\w.-]{1,40}$/.test(code) ? code : 'unknown';
}

/**
 * Reacts to `duties.notice-queued`: sends what is still to be sent of one notice to whoever holds the post now, and
 * records how it went. Called again, it sends only what was not taken before. Throws `NoticeUndelivered` when
 * something was not, so that the queue tries again; by then the alarm is already raised.
 */
export function createNoticeDelivery(parts: {
  readonly spine: Spine;
  readonly store: DeliveryStore;
  readonly sender: NoticeSender;
}): (data: { readonly [key: string]: unknown }) => Promise<void> {
  const { spine, store, sender } = parts;
  async function sendOne(found: PendingNotice, one: PendingDelivery): Promise<Delivered> {
    const base = { account: one.account, means: one.means };
    if (one.to === null) return { ...base, failure: 'no-address' };
    try {
      const { template, reference } = found;
      await sender.send({ to: one.to, means: one.means, template, reference });
      return { ...base, failure: null };
    } catch (error) {
      return { ...base, failure: failureOf(error) };
    }
  }
  return async (data) => {
    if (!isId(data.notice)) throw new NoticeUndelivered('not a notice');
    const notice: Id<'notice'> = asId<'notice'>(data.notice);
    const now = spine.clock.domain();
    const found = await spine.db.transaction().execute((tx) => store.findPending(tx, notice, now));
    if (!found || found.pending.length === 0) return;
    const delivered: Delivered[] = [];
    for (const one of found.pending) delivered.push(await sendOne(found, one));
    await runCommand(spine, { actor: { kind: 'engine' }, basis: null }, (tx, ctx) =>
      recordDelivery(store)(tx, ctx, { notice, found, delivered }),
    );
    const again = delivered.some((one) => one.failure !== null && one.failure !== 'no-address');
    if (again) throw new NoticeUndelivered('some of it was not taken');
  };
}
