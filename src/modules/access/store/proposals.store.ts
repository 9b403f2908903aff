import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import type { Change, Proposal, ProposalId } from '../domain/change.ts';
import { chooseScrutineer } from '../domain/choose-scrutineer.ts';
import { accessTables } from './access-tables.store.ts';
import { listHolders, listPostsWithFunction } from './read-posts.store.ts';

function proposals(tx: Tx) {
  return accessTables(tx)
    .selectFrom('access.proposals')
    .select(['id', 'change', 'reason', 'proposed_by as proposedBy', 'proposed_at as proposedAt', 'settled']);
}

// The column holds only what saveProposal wrote there, which was a checked Change.
function toProposal(row: Omit<Proposal, 'change'> & { change: unknown }): Proposal {
  return { ...row, change: row.change as Change };
}

/** The scrutineer's post that owes the answer to what `proposer` proposes at `at`; null where the area has none. */
export async function findScrutineer(
  tx: Tx,
  at: Temporal.Instant,
  proposer: AccountId,
): Promise<PostId | null> {
  const ids = (await listPostsWithFunction(tx, 'scrutineer')).map((post) => post.id);
  const holders = await listHolders(tx, ids, at);
  const posts = ids.map((id) => ({
    id,
    holders: holders.filter((holder) => holder.post === id).map((holder) => holder.account),
  }));
  return chooseScrutineer(posts, proposer);
}

/** These proposals, settled or not, by id. */
export async function listProposals(
  tx: Tx,
  ids: readonly ProposalId[],
): Promise<ReadonlyMap<ProposalId, Proposal>> {
  if (ids.length === 0) return new Map();
  const rows = await proposals(tx).where('id', '=', anyOf(ids, 'uuid')).execute();
  return new Map(rows.map((row) => [row.id, toProposal(row)]));
}

/** True while this proposal waits for its answer. */
export async function isProposalOpen(tx: Tx, id: string): Promise<boolean> {
  const row = await accessTables(tx)
    .selectFrom('access.proposals')
    .select('id')
    .where('id', '=', id as ProposalId)
    .where('settled', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
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
