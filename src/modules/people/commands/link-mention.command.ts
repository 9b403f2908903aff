import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import {
  canBeSame,
  type KnownRecord,
  type Mention,
  type MentionId,
  recordKindOf,
  refOf,
} from '../domain/record.ts';
import type { FoundRecord, PeopleStore } from '../ports.ts';

/** A person says who or what a mention is. */
export interface LinkMention {
  /** The concern it is done from, which must be the mention's own: access was decided for that one. */
  readonly concern: ConcernId;
  readonly mention: MentionId;
  /** A record; another concern's mention (its record, or a new one for both); or nobody known yet: a new record. */
  readonly to:
    | { readonly record: KnownRecord }
    | { readonly mention: MentionId }
    | { readonly newRecord: true };
}

export interface LinkedMention {
  readonly record: KnownRecord;
  /** The record did not exist before. */
  readonly made: boolean;
}

/** The entry that says who or what a mention is. */
export function linkedEntry(mention: Mention, record: KnownRecord): EntryDraft {
  return {
    act: 'people.mention-linked',
    subject: refOf(record),
    about: [{ kind: 'concern', id: mention.concern }],
    body: { mention: mention.id },
  };
}

/** Tells what lays concerns side by side that the concerns of a record have changed. */
export function bundleChanged(mention: Mention, record: KnownRecord): OutboxEvent {
  return {
    name: 'people.bundle-changed',
    data: { concern: mention.concern, mention: mention.id, recordKind: record.kind, record: record.id },
  };
}

async function makeRecord(
  store: PeopleStore,
  tx: Tx,
  ctx: CommandContext,
  { kind }: Mention,
): Promise<FoundRecord> {
  const record: KnownRecord =
    recordKindOf(kind) === 'person'
      ? { kind: 'person', id: ctx.ids.next<'person'>() }
      : { kind: 'thing', id: ctx.ids.next<'thing'>() };
  await store.saveRecord(tx, ctx, record, kind);
  return { record, kind, institution: false };
}

/** What to link to, and the other mention that has to be linked to a new record as well. */
interface Target {
  readonly found: FoundRecord;
  readonly made: boolean;
  readonly also: Mention | null;
}

async function findTarget(
  store: PeopleStore,
  tx: Tx,
  ctx: CommandContext,
  mention: Mention,
  to: LinkMention['to'],
): Promise<Outcome<Target>> {
  if ('newRecord' in to)
    return accept({ found: await makeRecord(store, tx, ctx, mention), made: true, also: null });
  let wanted = 'record' in to ? to.record : null;
  let also: Mention | null = null;
  if ('mention' in to) {
    if (to.mention === mention.id) return refuse('people.same-mention');
    also = await store.findMention(tx, to.mention);
    if (!also) return refuse('people.mention-not-found');
    if (!canBeSame(mention.kind, also.kind)) return refuse('people.kinds-differ');
    wanted = also.record;
  }
  if (!wanted && also) return accept({ found: await makeRecord(store, tx, ctx, also), made: true, also });
  const found = wanted ? await store.findRecord(tx, wanted) : null;
  // A protected identity is nobody's to link to but theirs who may see it; to others it is as if it were not there.
  const kept = found ? await store.listKeptFrom(tx, ctx, [found.record]) : null;
  if (!found || kept?.has(found.record.id)) return refuse('people.record-not-found');
  if (!canBeSame(mention.kind, found.kind)) return refuse('people.kinds-differ');
  return accept({ found, made: false, also: null });
}

/**
 * Links a mention to a record, or to another mention, making a record where there is none yet. Refuses
 * `people.mention-not-found`, `record-not-found`, `kinds-differ`, `same-mention`, and `already-linked` (also to the second
 * of two people who link at once).
 */
export const linkMention =
  (store: PeopleStore): Command<LinkMention, LinkedMention> =>
  async (tx, ctx, input) => {
    const mention = await store.findMention(tx, input.mention);
    if (mention?.concern !== input.concern) return refuse('people.mention-not-found');
    if (mention.record) return refuse('people.already-linked');
    const target = await findTarget(store, tx, ctx, mention, input.to);
    if (!target.ok) return target;
    const { found, made, also } = target.value;
    const { record } = found;
    const entries: EntryDraft[] = [];
    if (made)
      entries.push({
        act: `people.${record.kind}-added`,
        subject: refOf(record),
        body: { kind: found.kind },
      });
    if (also) {
      await store.saveLink(tx, ctx, also, found);
      entries.push(linkedEntry(also, record));
    }
    await store.saveLink(tx, ctx, mention, found);
    await store.refreshKeys(tx, ctx, record);
    return {
      ok: true,
      value: { record, made },
      entries: [linkedEntry(mention, record), ...entries],
      events: [bundleChanged(mention, record)],
    };
  };
