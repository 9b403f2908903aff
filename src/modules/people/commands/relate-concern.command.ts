import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { type KnownRecord, type MentionId, type RelatedConcern, refOf } from '../domain/record.ts';
import { deriveTellsApart, isSurelySame } from '../domain/same-person.ts';
import type { TieStore, Ties } from '../ports/ties.ports.ts';
import type { Effects, PeopleStore } from '../ports.ts';
import { deriveFromTies } from '../queries/list-related.query.ts';
import { bundleChanged } from './link-mention.command.ts';

/** What stands beside a concern, and what finding that out changed. */
export interface RelatedNow extends Effects {
  readonly related: readonly RelatedConcern[];
}

type Store = PeopleStore & TieStore;

/** What may be linked without asking: of each mention the one record that gives its number, nobody's "no" standing against it. */
async function listExact(
  store: Store,
  tx: Tx,
  { numbered }: Ties,
): Promise<readonly { readonly mention: MentionId; readonly record: KnownRecord }[]> {
  const alone = numbered.filter(
    ({ mention }) => numbered.filter((other) => other.mention === mention).length === 1,
  );
  if (alone.length === 0) return [];
  const records = alone.map(({ record }) => record);
  const hidden = await store.listProtectedIdentities(tx, records);
  const mentions = alone.map(({ mention }) => mention);
  const refused = new Set(
    (await store.listRefused(tx, mentions)).map(({ mention, record }) => `${mention} ${record.id}`),
  );
  const opened = await store.openMentions(tx, mentions);
  const known = await store.listKnown(tx, records);
  return alone.filter(({ mention, record }) => {
    const named = opened.get(mention);
    if (!named || named.record || hidden.has(record.id) || refused.has(`${mention} ${record.id}`))
      return false;
    const itself = deriveTellsApart([], known.get(record.id) ?? []);
    return isSurelySame(deriveTellsApart([], [named]), itself);
  });
}

/** Links what is beyond doubt, as Heed itself and nobody else: said in the ledger and on the page, and undone like another link. */
async function linkExact(store: Store, tx: Tx, ctx: CommandContext, found: Ties): Promise<Effects> {
  const entries: EntryDraft[] = [];
  const events: OutboxEvent[] = [];
  const itself: CommandContext = { ...ctx, actor: { kind: 'engine' } };
  for (const { mention: id, record } of await listExact(store, tx, found)) {
    const mention = await store.findMention(tx, id);
    const to = await store.findRecord(tx, record);
    if (!mention || !to) continue;
    await store.saveLink(tx, itself, mention, to);
    await store.refreshKeys(tx, itself, record);
    const about = [{ kind: 'concern', id: mention.concern }] as const;
    const body = { mention: id, by: 'exact-match' };
    entries.push({ act: 'people.mention-linked', subject: refOf(record), about, body });
    events.push(bundleChanged(mention, record));
  }
  return { entries, events };
}

/**
 * Lays a concern beside every other: weighs whom it names against those who may be the same, keeps what that came to, and links
 * by itself only what is beyond doubt. Newest concern first. One statement where nothing agrees.
 */
export const relateConcern =
  (store: Store) =>
  async (tx: Tx, ctx: CommandContext, concern: ConcernId): Promise<RelatedNow> => {
    const found = await store.listTies(tx, concern);
    const linked: Effects =
      found.numbered.length > 0 ? await linkExact(store, tx, ctx, found) : { entries: [], events: [] };
    const ties = linked.entries.length > 0 ? await store.listTies(tx, concern) : found;
    const { related, fresh } = await deriveFromTies(store, tx, ties);
    await store.saveScores(tx, ctx.now, fresh.pairs, fresh.weighed);
    return { related, ...linked };
  };
