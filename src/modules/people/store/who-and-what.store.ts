import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { describeKnown } from '../domain/known-person.ts';
import type { Fact, KnownRecord, MentionId, MentionWithProposals, Proposal } from '../domain/record.ts';
import { listDerivable } from '../domain/record-keys.ts';
import type { Refused } from '../ports.ts';
import { listDetails } from './details.store.ts';
import { listMembers } from './merges.store.ts';
import { listProposals } from './proposals.store.ts';
import { listMentions } from './read-mentions.store.ts';
import { findRecord, listFacts } from './records.store.ts';
import { listConfirmedBy, listRefused } from './scores.store.ts';

/** Proposals without records that were refused, also by way of something now linked to them. */
function leaveRefused(proposals: readonly Proposal[], refused: readonly Refused[]): readonly Proposal[] {
  const no = new Set(refused.map(({ record }) => record.id as string));
  return proposals.filter(({ is }) => is.what !== 'record' || !no.has(is.record.id));
}

/** What was put on each of these records, as if somebody had said it: a record may be known by nothing else. By record id. */
async function listPut(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const put = new Map<string, readonly Fact[]>();
  for (const record of new Map(records.map((one) => [one.id as string, one])).values()) {
    const found = await findRecord(tx, record);
    const details = (await listDetails(tx, vault, await listMembers(tx, record))).flatMap(
      ({ at, value, ended }) => (value && !ended ? [{ at, value }] : []),
    );
    if (!found || details.length === 0) continue;
    const { kind } = found;
    const said =
      kind === 'child' || kind === 'adult'
        ? describeKnown(kind, details, [])
        : listDerivable({ kind, details, facts: [] });
    put.set(
      record.id,
      said.flatMap(({ given, at }) => (given ? [{ at, given, concern: null }] : [])),
    );
  }
  return put;
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
  const proposals = await listProposals(tx, vault, unlinked);
  const refused = await listRefused(tx, unlinked);
  const shown = refused.filter(({ news, undone }) => news || undone);
  const linked = mentions.flatMap(({ record }) => (record ? [record] : []));
  const facts = await listFacts(tx, vault, [...linked, ...shown.map(({ record }) => record)]);
  const proposed = [...proposals.values()]
    .flat()
    .flatMap(({ is }) => (is.what === 'record' ? [is.record] : []));
  const put = await listPut(tx, vault, [...proposed, ...shown.map(({ record }) => record)]);
  const withPut = (proposal: Proposal): Proposal => {
    const { is } = proposal;
    const more = is.what === 'record' ? put.get(is.record.id) : undefined;
    return is.what === 'record' && more
      ? { ...proposal, is: { ...is, facts: [...is.facts, ...more] } }
      : proposal;
  };
  const by = await listConfirmedBy(
    tx,
    mentions.filter(({ record }) => record !== null).map(({ id }) => id),
  );
  const againOf = (id: MentionId): readonly Proposal[] =>
    shown.flatMap(({ mention, record, at, news }) =>
      mention === id
        ? [
            {
              is: { what: 'record', record, facts: facts.get(record.id) ?? [] },
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
    ].map(withPut),
  }));
}
