/** How well alerts about networks fit the networks that were planted. */
import type { PlantedRing } from '../../demo/networks/stream.ts';

/** One alert, at the n-th concern of the stream (from 0). */
export interface RaisedAlert {
  readonly at: number;
  readonly pattern: string;
  readonly children: readonly string[];
}

export interface Judgement {
  /** The part of the planted networks that an alert showed: three of its children, and half the alert's children in it. */
  readonly recall: number;
  /** Patterns that never showed one, for each thousand concerns. */
  readonly falsePerThousand: number;
  /** How much of a network's concerns had been told when it was shown: the median of those shown. `NaN` for none. */
  readonly earliness: number;
  /** Of the children in each pattern as last told, the part that belongs together: the mean. */
  readonly purity: number;
  readonly missed: readonly PlantedRing[];
  readonly falsePatterns: ReadonlySet<string>;
}

interface Shown {
  readonly ring: PlantedRing;
  readonly share: number;
}

function showsOf(alert: RaisedAlert, ringOf: ReadonlyMap<string, readonly PlantedRing[]>): readonly Shown[] {
  const counts = new Map<PlantedRing, number>();
  for (const child of alert.children)
    for (const ring of ringOf.get(child) ?? []) counts.set(ring, (counts.get(ring) ?? 0) + 1);
  return [...counts]
    .filter(([ring, count]) => count >= Math.min(3, ring.children.length))
    .map(([ring, count]) => ({ ring, share: count / alert.children.length }));
}

/** Judges alerts in the order raised. `position`: the place of a concern in the stream, from 0. `told`: how many there were. */
export function judgeAlerts(
  alerts: readonly RaisedAlert[],
  planted: readonly PlantedRing[],
  position: (concern: string) => number,
  told: number,
): Judgement {
  const ringOf = new Map<string, PlantedRing[]>();
  for (const ring of planted)
    for (const child of ring.children) ringOf.set(child, [...(ringOf.get(child) ?? []), ring]);
  const shownAt = new Map<PlantedRing, number>();
  const right = new Set<string>();
  const purity = new Map<string, number>();
  for (const alert of alerts) {
    const shown = showsOf(alert, ringOf);
    purity.set(alert.pattern, Math.max(0, ...shown.map(({ share }) => share)));
    for (const { ring, share } of shown)
      if (share >= 0.5) {
        right.add(alert.pattern);
        if (!shownAt.has(ring)) shownAt.set(ring, alert.at);
      }
  }
  const shares = [...shownAt]
    .map(([{ concerns }, at]) => concerns.filter((one) => position(one) <= at).length / concerns.length)
    .sort((a, b) => a - b);
  const patterns = new Set(alerts.map(({ pattern }) => pattern));
  const falsePatterns = new Set([...patterns].filter((one) => !right.has(one)));
  const pure = [...purity].filter(([pattern]) => right.has(pattern)).map(([, share]) => share);
  return {
    recall: planted.length === 0 ? 1 : shownAt.size / planted.length,
    falsePerThousand: (1000 * falsePatterns.size) / told,
    earliness: shares[Math.floor((shares.length - 1) / 2)] ?? Number.NaN,
    purity: pure.reduce((sum, share) => sum + share, 0) / Math.max(1, pure.length),
    missed: planted.filter((ring) => !shownAt.has(ring)),
    falsePatterns,
  };
}
