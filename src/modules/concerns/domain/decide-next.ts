/**
 * One more act on a concern: the state after it, what it raises and meets, and the entry that says it happened.
 * Source: 10-architecture.md (accepted entries are never empty); 30-duties.md.
 */
import type { Decision } from '../../../kernel/decision.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { ConcernAct } from './acts.ts';
import type { Concern } from './concern.ts';
import { foldAct } from './fold.ts';
import { deriveOwedChange, type Owed } from './owed.ts';

/** What the act raised and met, for the duties store. */
export interface OwedChange {
  readonly raised: readonly Owed[];
  readonly met: readonly Owed[];
}

/** The act as the body of a ledger entry: everything it says, and the words, under the concern's own key. */
function bodyOf(act: ConcernAct, words: JsonObject | null): JsonObject {
  const plain = JSON.parse(JSON.stringify(act)) as JsonObject;
  return words ? { ...plain, words } : plain;
}

/** Folds `act` into `concern`. `words` are what was written with it; `about` other records it touches. */
export function decideNext(
  concern: Concern,
  act: ConcernAct,
  words: JsonObject | null,
  now: Temporal.Instant,
  about: readonly RecordRef[] = [],
): Decision<Concern, { readonly owed: OwedChange; readonly act: ConcernAct }> {
  const state = foldAct(concern, act, now);
  const subject: RecordRef = { kind: 'concern', id: concern.id };
  return {
    ok: true,
    state,
    act,
    owed: deriveOwedChange(concern, state),
    entries: [{ act: `concerns.${act.act}`, subject, about, body: bodyOf(act, words) }],
    events: [],
  };
}
