import type { EntryDraft, OutboxEvent } from './entry.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Refusal } from './refusal.ts';

/**
 * What a pure `decide(state, input, now)` answers. Accepting without saying what happened does not compile:
 * `entries` is non-empty by type (house rule 1).
 */
export type Decision<State, Extra = unknown> =
  | ({
      readonly ok: true;
      readonly state: State;
      readonly entries: NonEmpty<EntryDraft>;
      readonly events: readonly OutboxEvent[];
    } & Extra)
  | { readonly ok: false; readonly refusal: Refusal };
