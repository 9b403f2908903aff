import type { Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { erasureRef } from '../domain/erasure.ts';
import {
  deriveKeptUntil,
  deriveNewestOver,
  deriveRetentionRule,
  isRetentionOver,
  type RetentionRule,
} from '../domain/retention.ts';
import type { After, ErasureReasons, ErasureRow, HoldRow, KeptRow, Loss } from '../ports/keeping.ports.ts';
import type { ConcernsPorts, Names } from '../ports/outside.ports.ts';

/** Most rows on one page. */
export const KEPT_ON_PAGE = 25;

/** A record whose time is over. */
export interface OverRow extends KeptRow {
  readonly rule: RetentionRule;
  readonly until: Temporal.PlainDate;
}

/** One page of a list about keeping. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** What the next page begins after; null on the last. */
  readonly next: After | null;
  readonly names: Names;
}

/** Three lists, and where the page of each begins. */
export type KeepingList = 'over' | 'holds' | 'waiting' | 'done';

const LISTED = {
  act: 'concerns.keeping-listed',
  subject: { kind: 'configuration', id: 'concerns.keeping' },
} as const;

function pageOf<T>(all: readonly T[], place: (row: T) => After) {
  const rows = all.slice(0, KEPT_ON_PAGE);
  const last = rows.at(-1);
  return { rows, next: all.length > KEPT_ON_PAGE && last ? place(last) : null };
}

/** Leaves out the records that the viewer is kept away from: the page may be shorter, and says nothing of it. */
async function withoutApart<T>(
  ports: ConcernsPorts,
  tx: Tx,
  viewer: Parameters<ConcernsPorts['store']['listApart']>[2],
  rows: readonly T[],
  concernOf: (row: T) => ConcernId,
): Promise<readonly T[]> {
  const apart = await ports.store.listApart(tx, rows.map(concernOf), viewer);
  return rows.filter((row) => !apart.includes(concernOf(row)));
}

/** Records whose time of keeping is over, oldest first, by index: both lengths side by side. */
export function listOver(ports: ConcernsPorts): Query<{ readonly after: After | null }, Page<OverRow>> {
  return async (tx, ctx, { after }) => {
    if (ctx.actor.kind !== 'account') return refuse('concerns.not-found');
    const wanted = { after, limit: KEPT_ON_PAGE + 1 };
    const found: KeptRow[] = [];
    for (const exploitation of [true, false]) {
      const until = deriveNewestOver(deriveRetentionRule(exploitation), ctx.now);
      found.push(...(await ports.store.listKept(tx, { ...wanted, exploitation, until })));
    }
    const sorted = found.toSorted(
      (a, b) => Temporal.Instant.compare(a.restedAt, b.restedAt) || (a.id < b.id ? -1 : 1),
    );
    const page = pageOf(sorted, ({ restedAt: at, id }) => ({ at, id }));
    const over = page.rows
      .map((row) => ({ ...row, rule: deriveRetentionRule(row.exploitation) }))
      .filter((row) => isRetentionOver(row.rule, row.newest, ctx.now))
      .map((row) => ({ ...row, until: deriveKeptUntil(row.rule, row.newest) }));
    const rows = await withoutApart(ports, tx, ctx.actor.account, over, ({ id }) => id);
    const value = { rows, next: page.next, names: await ports.names(tx, ctx) };
    return { ok: true, value, entries: [{ ...LISTED, body: { list: 'over' } }] };
  };
}

/** Holds that stand, oldest first. */
export function listHolds(ports: ConcernsPorts): Query<{ readonly after: After | null }, Page<HoldRow>> {
  return async (tx, ctx, { after }) => {
    if (ctx.actor.kind !== 'account') return refuse('concerns.not-found');
    const all = await ports.store.listStandingHolds(tx, ports.vault, after, KEPT_ON_PAGE + 1);
    const page = pageOf(all, ({ placedAt: at, id }) => ({ at, id }));
    const rows = await withoutApart(ports, tx, ctx.actor.account, page.rows, ({ concern }) => concern);
    const value = { rows, next: page.next, names: await ports.names(tx, ctx) };
    return { ok: true, value, entries: [{ ...LISTED, body: { list: 'holds' } }] };
  };
}

/** Erasures that wait, oldest first, or were answered, newest first. */
export function listErasures(
  ports: ConcernsPorts,
): Query<{ readonly waiting: boolean; readonly after: After | null }, Page<ErasureRow>> {
  return async (tx, ctx, { waiting, after }) => {
    if (ctx.actor.kind !== 'account') return refuse('concerns.not-found');
    const all = await ports.store.listErasures(tx, waiting, after, KEPT_ON_PAGE + 1);
    const page = pageOf(all, (row) => ({
      at: waiting ? row.proposedAt : (row.settledAt ?? row.proposedAt),
      id: row.id,
    }));
    const rows = await withoutApart(ports, tx, ctx.actor.account, page.rows, ({ concern }) => concern);
    const value = { rows, next: page.next, names: await ports.names(tx, ctx) };
    return { ok: true, value, entries: [{ ...LISTED, body: { list: waiting ? 'waiting' : 'done' } }] };
  };
}

/** How one record is kept: nothing of what it says. */
export interface KeepingView {
  readonly kept: KeptRow & { readonly receivedAt: Temporal.Instant };
  readonly erased: boolean;
  readonly rule: RetentionRule;
  readonly until: Temporal.PlainDate;
  readonly over: boolean;
  readonly holds: readonly HoldRow[];
  readonly erasures: readonly ErasureRow[];
  /** What is owed about it: rules. While anything is, nothing can be erased. */
  readonly owed: readonly string[];
  readonly loss: Loss;
  readonly names: Names;
}

/** How one record is kept. Refuses `concerns.not-found`. */
export function seeKeeping(ports: ConcernsPorts): Query<{ readonly concern: ConcernId }, KeepingView> {
  return async (tx, ctx, { concern }) => {
    const kept = await ports.store.findKept(tx, concern);
    if (!kept) return refuse('concerns.not-found');
    const rule = deriveRetentionRule(kept.exploitation);
    const due = await ports.duties.listOpenAbout(tx, concernRef(concern));
    const reviews = await ports.store.listReviewsOwed(tx, concern);
    return {
      ok: true,
      value: {
        kept,
        erased: kept.standing === 'erased',
        rule,
        until: deriveKeptUntil(rule, kept.newest),
        over: isRetentionOver(rule, kept.newest, ctx.now),
        holds: await ports.store.listHoldsOf(tx, ports.vault, concern),
        erasures: await ports.store.listErasuresOf(tx, concern),
        owed: [...new Set([...due.map((one) => one.rule), ...reviews])],
        loss: await ports.store.countLoss(tx, concern),
        names: await ports.names(tx, ctx),
      },
      entries: [{ act: 'concerns.keeping-seen', subject: concernRef(concern), body: {} }],
    };
  };
}

/** One erasure, as the second person sees it. */
export interface ErasureView extends ErasureReasons {
  readonly erasure: ErasureRow;
  readonly keeping: KeepingView;
}

/** One erasure, with how its record is kept. Refuses `concerns.no-such-erasure`. */
export function seeErasure(ports: ConcernsPorts): Query<{ readonly erasure: string }, ErasureView> {
  return async (tx, ctx, input) => {
    const erasure = await ports.store.findErasure(tx, input.erasure);
    if (!erasure) return refuse('concerns.no-such-erasure');
    const keeping = await seeKeeping(ports)(tx, ctx, { concern: erasure.concern });
    if (!keeping.ok) return keeping;
    const reasons = await ports.store.openErasureReasons(tx, ports.vault, erasure.id);
    return {
      ok: true,
      value: { erasure, keeping: keeping.value, ...reasons },
      entries: [{ act: 'concerns.erasure-seen', subject: erasureRef(erasure.id), body: {} }],
    };
  };
}
