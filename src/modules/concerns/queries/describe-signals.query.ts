import type { ConcernId } from '../../../kernel/ids.ts';
import type { SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { describeMention } from './describe-subjects.query.ts';

/** One source of something found. Words are `null` where the viewer may not open that concern. */
export interface SignalLine {
  readonly concern: ConcernId;
  readonly reference: string | null;
  readonly at: Temporal.Instant;
  readonly named: string | null;
}

/** Something that a rule found, with each source, oldest first. */
export interface DescribedSignal {
  readonly rule: SignalRule;
  readonly counts: Readonly<Record<string, number>>;
  readonly lines: readonly SignalLine[];
}

interface Told {
  readonly id: ConcernId;
  readonly reference: string;
  readonly receivedAt: Temporal.Instant;
}

/** What rules pointed out in this pattern, other than counts and networks, which say so themselves. */
export async function describeSignals(
  ports: ConcernsPorts,
  tx: Tx,
  pattern: string,
  told: readonly Told[],
  visible: readonly ConcernId[],
): Promise<readonly DescribedSignal[]> {
  const found = (await ports.store.listSignalsOf(tx, pattern)).filter(
    ({ rule }) => rule !== 'network' && rule !== 'repeat-warnings',
  );
  if (found.length === 0) return [];
  const byId = new Map<string, Told>(told.map((one) => [one.id, one]));
  const wanted = new Set(found.flatMap(({ sources }) => sources.map(({ concern }) => concern)));
  const named = await ports.networks.listNamed(
    tx,
    visible.filter((id) => wanted.has(id)),
  );
  return found.map(({ rule, counts, sources }) => ({
    rule,
    counts,
    lines: sources.flatMap((source): SignalLine[] => {
      const concern = byId.get(source.concern);
      if (!concern) return [];
      const isVisible = visible.includes(concern.id);
      const given = named.get(source.named);
      return [
        {
          concern: concern.id,
          reference: isVisible ? concern.reference : null,
          at: concern.receivedAt,
          named: isVisible && given ? describeMention(given) : null,
        },
      ];
    }),
  }));
}
