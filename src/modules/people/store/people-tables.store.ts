import type { Generated } from 'kysely';
import type { AccountId, ConcernId, Id, PostId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { KnownRecord, MentionId } from '../domain/record.ts';

type Instant = Temporal.Instant;

/** The rows of schema `people` (migrations/0030-people.sql says what each is for). */
export type PeopleTables = {
  'people.persons': { id: string; kind: string; created_at: Instant };
  'people.things': { id: string; kind: string; institution: Generated<boolean>; created_at: Instant };
  'people.facts': {
    id: Id<'fact'>;
    record_kind: KnownRecord['kind'];
    record_id: string;
    mention_id: MentionId | null;
    concern_id: ConcernId | null;
    at: Instant;
    given: Uint8Array;
    withdrawn_at: Generated<Instant | null>;
  };
  'people.mentions': {
    id: MentionId;
    concern_id: ConcernId;
    number: number;
    at: Instant;
    kind: MentionKind;
    given: Uint8Array;
  };
  'people.links': {
    mention_id: MentionId;
    record_kind: KnownRecord['kind'];
    record_id: string;
    status: 'confirmed' | 'refused' | 'undone';
    at: Instant;
    by_account: AccountId | null;
    by_post: PostId | null;
  };
  'people.unlike': {
    first_id: MentionId;
    second_id: MentionId;
    at: Instant;
    by_account: AccountId | null;
    by_post: PostId | null;
  };
};

/** The transaction, seeing this module's tables. */
export function peopleTables(tx: Tx) {
  return tx.withTables<PeopleTables>();
}

/** A record from its two columns. */
export function recordOf(kind: KnownRecord['kind'], id: string): KnownRecord {
  return { kind, id } as KnownRecord;
}
