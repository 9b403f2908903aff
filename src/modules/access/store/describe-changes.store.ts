import type { Tx } from '../../../kernel/tx.ts';
import type { ProposalId } from '../domain/change.ts';
import { sayChangeInShort } from '../domain/say-change.ts';
import { listAllPosts } from './held-posts.store.ts';
import { listProposals } from './proposals.store.ts';
import { listAccounts } from './read-organisation.store.ts';

/** A proposed change in one line, and the page on which it is answered. */
export interface ChangeLine {
  readonly line: string;
  readonly href: string;
}

/** Says what these proposals would change, settled or not; ids that are no proposal of ours are left out. */
export async function describeChanges(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ChangeLine>> {
  const found = await listProposals(tx, ids as readonly ProposalId[]);
  if (found.size === 0) return new Map();
  const names = { accounts: await listAccounts(tx), posts: await listAllPosts(tx) };
  return new Map(
    [...found].map(([id, { change, settled }]) => [
      id,
      {
        line: sayChangeInShort(change, names),
        href: settled === null ? `/area/changes#change-${id}` : '/area/changes',
      },
    ]),
  );
}
