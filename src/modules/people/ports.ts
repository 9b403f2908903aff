import type { CommandContext } from '../../kernel/command.ts';
import type { ConcernId, ThingId } from '../../kernel/ids.ts';
import type { MentionAsGiven, MentionKind } from '../../kernel/mention.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { Fact, KnownRecord, Mention, MentionId } from './domain/record.ts';

/** Who decided, and when. */
export type By = Pick<CommandContext, 'actor' | 'now'>;

/** A record with the kind of mention it was made from. */
export interface FoundRecord {
  readonly record: KnownRecord;
  readonly kind: MentionKind;
  readonly institution: boolean;
}

/** Where mentions, records and what people decided about them are kept. Implemented by `store/` on PostgreSQL. */
export interface PeopleStore {
  findMention(tx: Tx, id: MentionId): Promise<Mention | null>;
  findRecord(tx: Tx, record: KnownRecord): Promise<FoundRecord | null>;
  /** A new record of this kind. */
  saveRecord(tx: Tx, by: By, record: KnownRecord, kind: MentionKind): Promise<void>;
  /**
   * Confirms that the mention is the record, and copies what the mention gave to the record. Breaks the constraint
   * `people.already-linked` when somebody else linked it first.
   */
  saveLink(tx: Tx, ctx: CommandContext, mention: Mention, found: FoundRecord): Promise<void>;
  /** Takes a confirmed link back: the record keeps nothing of what the mention gave. */
  saveUnlink(tx: Tx, by: By, mention: Mention): Promise<void>;
  /** Remembers that the mention is not the record. */
  saveRefusal(tx: Tx, by: By, mention: MentionId, record: KnownRecord): Promise<void>;
  /** Remembers that two mentions are not the same. */
  saveUnlike(tx: Tx, by: By, a: MentionId, b: MentionId): Promise<void>;
  saveInstitution(tx: Tx, thing: ThingId, institution: boolean): Promise<void>;
  /** What is known of these records, oldest first, by record id. */
  listFacts(tx: Tx, records: readonly KnownRecord[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
}

/** What a concern names, to be kept under ids already made. */
export interface MentionsToSave {
  readonly concern: ConcernId;
  /** When it was said: ages are counted from that day. */
  readonly at: Temporal.Instant;
  readonly mentions: readonly MentionAsGiven[];
  /** One fresh id for each, in order. */
  readonly ids: readonly string[];
}
