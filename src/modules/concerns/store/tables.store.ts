import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type {
  ActRow,
  ConcernRow,
  MaskRow,
  MessageRow,
  PatternRow,
  RequestRow,
  SubjectRow,
} from '../ports/store.ports.ts';

type ConcernsTables = {
  'concerns.concerns': ConcernRow;
  'concerns.acts': ActRow;
  'concerns.subjects': SubjectRow;
  'concerns.messages': MessageRow;
  'concerns.requests': RequestRow;
  'concerns.masks': MaskRow;
  'concerns.named_people': { concern_id: ConcernId; account_id: AccountId; at: Temporal.Instant };
  'concerns.patterns': PatternRow;
  'concerns.pattern_concerns': { pattern_id: string; concern_id: ConcernId };
  'concerns.drafts': { cookie_hash: Buffer; sealed: Buffer; seen_at: Temporal.Instant };
};

/** The transaction, narrowed to this module's own tables. */
export function concernsTables(tx: Tx) {
  return tx.withTables<ConcernsTables>();
}
