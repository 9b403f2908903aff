import type { JsonObject } from './json.ts';

/** A record the ledger can speak of without naming it: the ledger keeps a random pseudonym for each. */
export interface RecordRef {
  readonly kind:
    | 'area'
    | 'agency'
    | 'team'
    | 'post'
    | 'account'
    | 'client'
    | 'concern'
    | 'person'
    | 'thing'
    | 'duty'
    | 'request'
    | 'attachment'
    | 'pattern'
    | 'opening'
    | 'hold'
    | 'erasure'
    | 'configuration'
    | 'disclosure'
    | 'search';
  readonly id: string;
}

/**
 * What a command says happened, before the ledger gives it an id, a time and an actor.
 * `act` is in the past tense with the module first: `concerns.concern-received`. It names what happened, never a
 * name or a narrative; those go in `body`, which is encrypted under the key of `subject` (the record whose erasure
 * must erase it) and only committed to in the log.
 */
export interface EntryDraft {
  readonly act: `${string}.${string}`;
  readonly subject: RecordRef;
  readonly about?: readonly RecordRef[];
  readonly body: JsonObject;
}

/** Something that other modules, or slow means (mail), react to after the commit. Carries ids, never narrative. */
export interface OutboxEvent {
  readonly name: `${string}.${string}`;
  readonly data: JsonObject;
}
