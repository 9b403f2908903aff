import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { decideFact, type FactValue } from '../domain/decide-fact.ts';
import { checkReason } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import { decideRelationship, type RelationshipAsTyped } from '../domain/relationship.ts';
import type { FoundRecord, RecordStore } from '../ports.ts';
import { readEnding } from './end-fact.command.ts';
import { findActedOn, todayOf } from './on-record.command.ts';

/** Somebody says what one is to another: somebody on record, or somebody not yet on record. */
export interface RelateRecords {
  /** The record it is written on. */
  readonly record: KnownRecord;
  readonly relationship: RelationshipAsTyped;
  /** The other end; access to it was decided before. */
  readonly to:
    | { readonly record: KnownRecord }
    | { readonly name: string; readonly kind: 'child' | 'adult' | null };
  /** The other is so and so of this one, not this one of the other. */
  readonly reversed: boolean;
}

interface OtherEnd {
  readonly found: FoundRecord;
  /** A record made for it, with the name it is known by. */
  readonly made: FactValue | null;
}

async function findOther(
  store: RecordStore,
  tx: Tx,
  ctx: CommandContext,
  { to, relationship }: RelateRecords,
): Promise<Outcome<OtherEnd>> {
  if ('record' in to) {
    const found = await findActedOn(store, tx, ctx, to.record);
    return found.ok ? accept({ found: found.value, made: null }) : refuse('people.other-missing', 'other');
  }
  if (to.name.trim() === '') return refuse('people.other-missing', 'other');
  if (!to.kind) return refuse('people.age-missing', 'age');
  const name = {
    kind: 'name',
    value: to.name,
    sort: 'known-as',
    from: '',
    until: '',
    source: relationship.source,
  } as const;
  const value = decideFact(name, to.kind, todayOf(ctx));
  if (!value.ok) return value.refusal.field === 'value' ? refuse(value.refusal.code, 'name') : value;
  const record = { kind: 'person', id: ctx.ids.next<'person'>() } as const;
  return accept({ found: { record, kind: to.kind, institution: false }, made: value.value });
}

/**
 * Puts on record what one is to another, with its dates and source. Somebody who is not yet on record gets a record with
 * that name. Refuses `people.record-not-found`, `other-missing`, `same-record`, and what `decideRelationship` refuses.
 */
export const relateRecords =
  (
    store: RecordStore,
  ): Command<RelateRecords, { readonly relationship: string; readonly other: KnownRecord }> =>
  async (tx, ctx, input) => {
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const self = found.value.record;
    const other = await findOther(store, tx, ctx, input);
    if (!other.ok) return other;
    const { found: end, made } = other.value;
    if (end.record.id === self.id) return refuse('people.same-record', 'other');
    const [from, to] = input.reversed ? [end.record, self] : [self, end.record];
    if (from.kind === 'thing') return refuse('people.relationship-missing', 'kind');
    const value = decideRelationship(input.relationship, to.kind);
    if (!value.ok) return value;
    const entries: EntryDraft[] = [];
    if (made) {
      await store.saveRecord(tx, ctx, end.record, end.kind);
      const fact = ctx.ids.next<'detail'>();
      await store.saveDetail(tx, ctx, { id: fact, record: end.record, value: made });
      await store.refreshKeys(tx, ctx, end.record);
      entries.push(
        { act: 'people.person-added', subject: refOf(end.record), body: { kind: end.kind } },
        { act: 'people.fact-added', subject: refOf(end.record), body: { fact, kind: 'name' } },
      );
    }
    const id = ctx.ids.next<'relationship'>();
    await store.saveRelationship(tx, ctx, { id, record: from, other: to, value: value.value });
    return {
      ok: true,
      value: { relationship: id, other: end.record },
      entries: [
        {
          act: 'people.relationship-added',
          subject: refOf(from),
          about: [refOf(to)],
          body: { relationship: id, kind: value.value.kind },
        },
        ...entries,
      ],
      events: [],
    };
  };

/** Somebody says that two were never, or are no longer, that to each other. */
export interface EndRelationship {
  readonly record: KnownRecord;
  readonly relationship: string;
  readonly how: string;
  readonly reason: string;
}

/** Ends a relationship; it stays on record with who, when and why. Refuses as `endFact` does. */
export const endRelationship =
  (store: RecordStore): Command<EndRelationship, null> =>
  async (tx, ctx, input) => {
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const { record } = found.value;
    const how = readEnding(input.how);
    if (!how) return refuse('people.ending-missing', 'how');
    const why = checkReason(input.reason);
    if (!why.ok) return why;
    const members = await store.listMembers(tx, record);
    const ending = { id: input.relationship, how, why: why.value };
    if (!(await store.saveRelationshipEnded(tx, ctx, members, ending))) return refuse('people.fact-ended');
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: how === 'withdrawn' ? 'people.relationship-withdrawn' : 'people.relationship-superseded',
          subject: refOf(record),
          body: { relationship: input.relationship, reason: why.value },
        },
      ],
      events: [],
    };
  };
