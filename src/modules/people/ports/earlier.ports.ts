import type { CommandContext } from '../../../kernel/command.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { FactValue } from '../domain/decide-fact.ts';
import type { KnownRecord, Mention } from '../domain/record.ts';
import type { KnownOf } from '../domain/record-keys.ts';
import type { RelationshipValue } from '../domain/relationship.ts';
import type { SurelySame } from '../domain/same-person.ts';
import type { By, FoundRecord, MergeToSave } from '../ports.ts';

/** A fact to put on a person's record. */
export interface NewDetail {
  readonly id: string;
  readonly person: PersonId;
  readonly value: FactValue;
}

/** A relationship to put on record. */
export interface NewRelationship {
  readonly id: string;
  readonly record: KnownRecord;
  readonly other: KnownRecord;
  readonly value: RelationshipValue;
}

/** Where people of an earlier system are kept, many at once. Implemented by `store/` on PostgreSQL. */
export interface EarlierStore {
  hashEarlier(...parts: readonly string[]): string;
  /** Keeps every other import of people waiting until this transaction ends. */
  lockEarlier(tx: Tx): Promise<void>;
  /** Who is on record by these hashed numbers. */
  listEarlier(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, PersonId>>;
  listSaidBefore(tx: Tx, facts: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these records that were erased by law. */
  listErased(tx: Tx, records: readonly KnownRecord[]): Promise<readonly RecordRef[]>;
  saveEarlier(
    tx: Tx,
    people: readonly { readonly number: string; readonly person: PersonId }[],
    facts: readonly string[],
  ): Promise<void>;
  saveManyPersons(
    tx: Tx,
    by: By,
    people: readonly { readonly id: PersonId; readonly kind: 'child' | 'adult' }[],
  ): Promise<void>;
  saveManyDetails(tx: Tx, by: By, details: readonly NewDetail[]): Promise<void>;
  saveManyRelationships(tx: Tx, by: By, all: readonly NewRelationship[]): Promise<void>;
  /** What the records are by now to which these were joined. */
  listRoots(tx: Tx, people: readonly PersonId[]): Promise<readonly PersonId[]>;
  listKnownOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, KnownOf>>;
  /** Derives the own keys of these records anew; gives of how many they are other than they were. */
  saveManyKeys(tx: Tx, known: readonly KnownOf[]): Promise<number>;
  /** Records and unlinked mentions that are surely one of these people, none across a protected identity. */
  listSurelySame(tx: Tx, known: readonly KnownOf[], now: Temporal.Instant): Promise<readonly SurelySame[]>;
  /** Those of them that a person, or Heed, decided about before. */
  listDecidedBefore(tx: Tx, same: readonly SurelySame[]): Promise<ReadonlySet<SurelySame>>;
  /** Joins two records that are surely one. */
  saveOwnMerge(tx: Tx, by: By, merge: MergeToSave): Promise<void>;
  saveLink(tx: Tx, ctx: CommandContext, mention: Mention, found: FoundRecord): Promise<void>;
}
