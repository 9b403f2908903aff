import type { CommandContext } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import {
  beginPattern,
  bodyOf,
  type Counted,
  type Newest,
  NO_EFFECTS,
  patternRef,
  type Told,
} from './raise-pattern.command.ts';

/** Warnings past the threshold: the open pattern that holds most of them grows; where there is none, one begins. */
export async function tellOfWarnings(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  newest: Newest,
  counted: Counted,
): Promise<Told> {
  const existing = await ports.store.findOpenPattern(tx, counted.ids);
  if (!existing) return beginPattern(ports, tx, ctx, newest, counted);
  const pattern = await ports.store.findPattern(tx, existing);
  const known: ReadonlySet<ConcernId> = new Set(pattern?.concerns);
  const added = counted.ids.filter((id) => !known.has(id));
  if (added.length === 0) return { pattern: existing, ...NO_EFFECTS };
  await ports.store.savePatternConcerns(tx, existing, added);
  const subject = patternRef(existing);
  const about = added.map(concernRef);
  const entry = { act: 'concerns.pattern-grew', subject, about, body: bodyOf(counted) } as const;
  return { pattern: existing, entries: [entry], events: [] };
}
