import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { MentionId, MentionWithProposals, Proposal } from '../domain/record.ts';
import type { Refused } from '../ports/ties.ports.ts';
import { listProposals, listShown } from './proposals.store.ts';
import { listMentions } from './read-mentions.store.ts';
import { listFacts } from './records.store.ts';
import { listConfirmedBy, listRefused } from './scores.store.ts';

/** Proposals without records that were refused, also by way of something now linked to them. */
function leaveRefused(proposals: readonly Proposal[], refused: readonly Refused[]): readonly Proposal[] {
  const no = new Set(refused.map(({ record }) => record.id as string));
  return proposals.filter(({ is }) => is.what !== 'record' || !no.has(is.record.id));
}

/**
 * Who and what a concern names: each mention with its record's facts and who confirmed it, or with whom it may be. A "not them"
 * keeps a record out, and brings it back with the day it was said, last of all, once more is known of that record; a link that
 * was taken back leaves it there to see.
 */
export async function listWhoAndWhat(
  tx: Tx,
  vault: Vault,
  concern: ConcernId,
): Promise<readonly MentionWithProposals[]> {
  const mentions = await listMentions(tx, vault, concern);
  const unlinked = mentions.filter(({ record }) => record === null).map(({ id }) => id);
  const linked = mentions.filter(({ record }) => record !== null);
  const [proposals, refused, facts, by] = await Promise.all([
    listProposals(tx, vault, unlinked),
    listRefused(tx, unlinked),
    listFacts(
      tx,
      vault,
      linked.flatMap(({ record }) => record ?? []),
    ),
    listConfirmedBy(
      tx,
      linked.map(({ id }) => id),
    ),
  ]);
  const shown = refused.filter(({ news, undone }) => news || undone);
  const again = await listShown(
    tx,
    vault,
    shown.map(({ record }) => record),
  );
  const againOf = (id: MentionId): readonly Proposal[] =>
    shown.flatMap(({ mention, record, at, news }) =>
      mention === id
        ? [
            {
              is: { what: 'record', record, facts: again.get(record.id) ?? [] },
              why: [],
              strong: false,
              refused: { at, news },
            },
          ]
        : [],
    );
  return mentions.map((mention) => ({
    mention,
    facts: mention.record ? (facts.get(mention.record.id) ?? []) : [],
    by: by.get(mention.id),
    proposals: [
      ...leaveRefused(
        proposals.get(mention.id) ?? [],
        refused.filter((one) => one.mention === mention.id),
      ),
      ...againOf(mention.id),
    ],
  }));
}
