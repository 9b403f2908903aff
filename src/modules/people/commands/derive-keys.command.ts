import type { Command } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { KEY_RULES } from '../domain/key-rules.ts';

/** How far deriving has come. */
interface Derived {
  readonly version: number;
  readonly deriving: number | null;
  readonly mention: string | null;
  readonly record: string | null;
}

interface DerivedBatch {
  readonly looked: number;
  readonly changed: number;
  readonly last: string | null;
}

/** Where keys are derived anew, a batch at a time. Implemented by `store/` on PostgreSQL. */
export interface KeyStore {
  lockDerived(tx: Tx): Promise<Derived>;
  saveDerived(tx: Tx, derived: Derived): Promise<void>;
  deriveMentions(tx: Tx, after: string | null, most: number): Promise<DerivedBatch>;
  deriveRecords(tx: Tx, after: string | null, most: number): Promise<DerivedBatch>;
}

/** One batch of deriving keys anew. */
export interface DerivedKeys {
  readonly looked: number;
  readonly changed: number;
  /** Everything is by the rules of this Heed. */
  readonly done: boolean;
}

/** Mentions in one transaction: it holds their rows for a fraction of a second. */
const MOST_MENTIONS = 500;
const MOST_RECORDS = 200;

/**
 * Derives the keys and search words of the next batch of mentions, then of records, anew by the rules of this Heed, from where
 * the last batch came to; begins anew where that was for other rules, or done. Refuses nothing.
 */
export const deriveKeys =
  (store: KeyStore): Command<null, DerivedKeys> =>
  async (tx, ctx) => {
    const before = await store.lockDerived(tx);
    const begun = before.deriving === KEY_RULES;
    const at = begun ? before : { ...before, deriving: KEY_RULES, mention: null, record: null };
    const mentions = at.record === null ? await store.deriveMentions(tx, at.mention, MOST_MENTIONS) : null;
    const records =
      mentions && mentions.last !== null ? null : await store.deriveRecords(tx, at.record, MOST_RECORDS);
    const done = records !== null && records.last === null;
    await store.saveDerived(
      tx,
      done
        ? { version: KEY_RULES, deriving: null, mention: null, record: null }
        : { ...at, mention: mentions?.last ?? at.mention, record: records?.last ?? at.record },
    );
    const looked = (mentions?.looked ?? 0) + (records?.looked ?? 0);
    const changed = (mentions?.changed ?? 0) + (records?.changed ?? 0);
    return {
      ok: true,
      value: { looked, changed, done },
      entries: [
        {
          act: done ? 'people.keys-derived' : 'people.keys-being-derived',
          subject: { kind: 'configuration', id: ctx.ids.next<'configuration'>() },
          body: { rules: KEY_RULES, looked, changed },
        },
      ],
      events: [],
    };
  };
