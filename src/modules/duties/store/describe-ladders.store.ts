import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import { LADDER_NAMES } from '../domain/rule.ts';
import type { OpenProposal, ProposalId } from '../ports.ts';
import { dutiesTables } from './duties-tables.store.ts';

/** A proposed ladder in one line, and the page on which it is answered. */
export interface LadderLine {
  readonly line: string;
  readonly href: string;
}

/** Says what these proposed ladders are for, settled or not; ids that are no ladder's proposal are left out. */
export async function describeLadderChanges(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LadderLine>> {
  if (ids.length === 0) return new Map();
  const rows = await dutiesTables(tx)
    .selectFrom('duties.proposals')
    .select(['id', 'ladder', 'settled'])
    .where('id', '=', anyOf(ids as readonly ProposalId[], 'uuid'))
    .where('kind', '=', 'ladder')
    .execute();
  return new Map(
    rows.flatMap(({ id, ladder, settled }) => {
      const proposed = ladder as OpenProposal['ladder'];
      if (!proposed) return [];
      const line = `Change a ladder: ${LADDER_NAMES[proposed.ladder.key]}`;
      return [[id, { line, href: settled === null ? `/ladders#ladder-${id}` : '/ladders' }]];
    }),
  );
}

/** True while this proposed ladder waits for its answer. */
export async function isLadderProposalOpen(tx: Tx, id: string): Promise<boolean> {
  const row = await dutiesTables(tx)
    .selectFrom('duties.proposals')
    .select('id')
    .where('id', '=', id as ProposalId)
    .where('kind', '=', 'ladder')
    .where('settled', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
