import type { AccountId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Change, Proposal, ProposalId } from '../domain/change.ts';
import { accessTables } from './access-tables.store.ts';

function proposals(tx: Tx) {
  return accessTables(tx)
    .selectFrom('access.proposals')
    .select(['id', 'change', 'reason', 'proposed_by as proposedBy', 'proposed_at as proposedAt', 'settled']);
}

// The column holds only what saveProposal wrote there, which was a checked Change.
function toProposal(row: Omit<Proposal, 'change'> & { change: unknown }): Proposal {
  return { ...row, change: row.change as Change };
}

/** Every change still waiting, oldest first. */
export async function listOpenProposals(tx: Tx): Promise<readonly Proposal[]> {
  const rows = await proposals(tx).where('settled', 'is', null).orderBy('proposed_at').execute();
  return rows.map(toProposal);
}

/** The proposal, locked until the transaction ends so that it is settled once; undefined when there is none. */
export async function lockProposal(tx: Tx, id: ProposalId): Promise<Proposal | undefined> {
  const row = await proposals(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && toProposal(row);
}

/** Keeps a checked change until it is settled. */
export async function saveProposal(tx: Tx, proposal: Omit<Proposal, 'settled'>): Promise<void> {
  await accessTables(tx)
    .insertInto('access.proposals')
    .values({
      id: proposal.id,
      kind: proposal.change.kind,
      change: JSON.stringify(proposal.change),
      reason: proposal.reason,
      proposed_by: proposal.proposedBy,
      proposed_at: proposal.proposedAt,
    })
    .execute();
}

/** Writes down who settled a proposal, how and when. */
export async function saveSettlement(
  tx: Tx,
  id: ProposalId,
  settled: 'confirmed' | 'refused',
  by: AccountId,
  at: Temporal.Instant,
  reason: string,
): Promise<void> {
  await accessTables(tx)
    .updateTable('access.proposals')
    .set({ settled, settled_by: by, settled_at: at, settled_reason: reason })
    .where('id', '=', id)
    .execute();
}
