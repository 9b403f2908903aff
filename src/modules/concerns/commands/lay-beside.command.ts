import type { CommandContext } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { SIGNAL_RULES } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Concern } from '../domain/concern.ts';
import { derivePatternFigures, deriveWindowStart, type Warning } from '../domain/pattern.ts';
import { hasExploitation } from '../domain/vocabulary.ts';
import type { ConcernsPorts, Effects, RelatedConcern } from '../ports/outside.ports.ts';
import type { BundledConcern } from '../ports/store.ports.ts';
import type { Counted } from './raise-pattern.command.ts';

export const toWarning = (one: BundledConcern): Warning => ({ ...one, concern: one.id });

async function listSure(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  related: readonly RelatedConcern[],
): Promise<readonly BundledConcern[]> {
  const sure = related.filter((r) => r.via.some((v) => v.strength !== 'possible')).map((r) => r.concern);
  if (sure.length === 0) return [];
  const from = deriveWindowStart(now, ports.patternThreshold.months);
  const bundled = await ports.store.listBundled(tx, sure);
  return bundled.filter((one) => Temporal.Instant.compare(one.receivedAt, from) >= 0);
}

/** The concerns of the counting window that are surely about the same child, adult or thing as this one, oldest first. */
export async function listBeside(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  concern: ConcernId,
): Promise<readonly BundledConcern[]> {
  return listSure(ports, tx, now, await ports.people.listRelated(tx, concern));
}

/** The same of a concern just told or laid again: whom it names is weighed, and what is beyond doubt is linked. */
export async function relateBeside(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  concern: ConcernId,
): Promise<Effects & { readonly beside: readonly BundledConcern[] }> {
  const { related, ...linked } = await ports.people.relate(tx, ctx, concern);
  return { ...linked, beside: await listSure(ports, tx, ctx.now, related) };
}

/**
 * The warnings of which a concern is one, from the fewest by which an area may have them reviewed; null where there are fewer.
 * Nobody has to remember.
 */
export async function countWarnings(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  concern: Concern,
): Promise<Counted | null> {
  const bundled = await listBeside(ports, tx, now, concern.id);
  if (bundled.length === 0) return null;
  const [own] = await ports.store.listBundled(tx, [concern.id]);
  const warning: Warning = {
    concern: concern.id,
    incident: own?.incident ?? concern.id,
    receivedAt: concern.receivedAt,
    reporterKind: concern.reporterKind,
    exploitation: hasExploitation(concern.indicators),
  };
  const figures = derivePatternFigures([...bundled.map(toWarning), warning], ports.patternThreshold, now);
  if (!figures.crossed && figures.incidents < SIGNAL_RULES['repeat-warnings'].least) return null;
  return { ids: [...bundled.map(({ id }) => id), concern.id], figures, network: null };
}
