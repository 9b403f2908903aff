import type { Query } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import type { ConcernsPorts, Names } from '../ports/outside.ports.ts';
import type { EarlierReview, JoinedPattern, Pattern } from '../ports/patterns.ports.ts';
import type { BundledConcern, DecisionWords } from '../ports/store.ports.ts';
import { describeNetwork, type NetworkThing } from './describe-network.query.ts';
import { type DescribedSignal, describeSignals } from './describe-signals.query.ts';
import { describeMentions } from './describe-subjects.query.ts';

/** A pattern and every warning in it, side by side. */
export interface PatternView {
  readonly pattern: Pattern;
  readonly warnings: readonly (BundledConcern & {
    readonly line: string;
    readonly decision: DecisionWords | null;
    readonly visible: boolean;
  })[];
  readonly reason: string | null;
  /** What joins the children, where a network was found in it. */
  readonly network: readonly NetworkThing[];
  /** What other rules pointed out in it. */
  readonly signals: readonly DescribedSignal[];
  /** How often the watch for networks was right in this area, by what people decided. */
  readonly record: { readonly reviews: number; readonly connected: number };
  /** What was decided before it was opened again, newest first. */
  readonly earlier: readonly EarlierReview[];
  /** The pattern that this one became part of; null where it stands by itself. */
  readonly partOf: { readonly id: string; readonly reference: string } | null;
  /** Patterns that became part of this one, oldest first. */
  readonly parts: readonly JoinedPattern[];
  readonly names: Names;
}

async function findWhole(ports: ConcernsPorts, tx: Tx, { joined_into }: Pattern) {
  if (joined_into === null) return null;
  const [whole] = await ports.store.listPatternRows(tx, [joined_into]);
  return whole ? { id: whole.id, reference: whole.reference } : null;
}

/** One pattern. Refuses `concerns.no-such-pattern`. Seeing it is an entry on the pattern and on each concern shown. */
export function getPattern(ports: ConcernsPorts): Query<{ readonly pattern: string }, PatternView> {
  return async (tx, ctx, input) => {
    const pattern = await ports.store.findPattern(tx, input.pattern);
    if (!pattern || ctx.actor.kind !== 'account') {
      return { ok: false, refusal: { code: 'concerns.no-such-pattern' } };
    }
    const { visible } = await ports.store.listStanding(tx, pattern.concerns, ctx.actor.account);
    const rows = await ports.store.listRows(tx, visible);
    await ports.vault.warm(
      tx,
      rows.map((row) => concernRef(row.id)),
    );
    const lines = new Map<string, string>();
    for (const row of rows) {
      const told = await ports.store.openTold(tx, ports.vault, row);
      lines.set(row.id, told ? describeMentions(told.mentions) : 'Erased by law');
    }
    const decisions = await ports.store.listDecisions(tx, ports.vault, visible);
    const bundled = await ports.store.listBundled(tx, pattern.concerns);
    return {
      ok: true,
      value: {
        pattern,
        warnings: bundled.map((one) => ({
          ...one,
          line: lines.get(one.id) ?? 'A record is there. Ask the front door.',
          decision: decisions.get(one.id) ?? null,
          visible: lines.has(one.id),
        })),
        network: pattern.figures.network ? await describeNetwork(ports, tx, bundled, visible) : [],
        signals: await describeSignals(ports, tx, pattern.id, bundled, visible),
        record: pattern.figures.network
          ? await ports.store.countNetworkReviews(tx)
          : { reviews: 0, connected: 0 },
        partOf: await findWhole(ports, tx, pattern),
        parts: await ports.store.listJoinedInto(tx, pattern.id),
        earlier: await ports.store.listEarlierReviews(tx, ports.vault, pattern.id),
        reason: await ports.store.openPatternReason(tx, ports.vault, pattern),
        names: await ports.names(tx, ctx),
      },
      entries: [
        {
          act: 'concerns.pattern-seen',
          subject: { kind: 'pattern', id: pattern.id },
          about: visible.map(concernRef),
          body: {},
        },
      ],
    };
  };
}
