import serialize from 'canonicalize';
import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, RecordRef } from '../../../kernel/entry.ts';
import type { LedgerAppend } from '../../../kernel/ledger-port.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey, hmac, sealBytes } from '../../../platform/crypto.ts';
import { deriveEntryObject } from '../domain/entry.ts';
import type { RecordKeys } from './record-keys.store.ts';

/** What an entry's words are sealed under, and what commits to them: keys derived from their record's for these purposes. */
export const BODY = 'ledger.body';
export const COMMITMENT = 'ledger.commitment';
/** Stands in for the key of an erased record, about which nothing is written but that something was done. */
export const NO_KEY = new Uint8Array(32);

function recordOf(actor: Actor): RecordRef | null {
  if (actor.kind === 'account') return { kind: 'account', id: actor.account };
  if (actor.kind === 'client') return { kind: 'client', id: actor.client };
  return null;
}

function canonical(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new Error('ledger: a body has no canonical form');
  return text;
}

/**
 * Adds entries to the ledger in the caller's transaction, in two statements however many there are. No counter is
 * taken: a locked head costs nineteen in twenty of the appends (40-ledger.md, Writing).
 */
export function createLedgerAppend(keys: RecordKeys): LedgerAppend {
  async function append(tx: Tx, ctx: CommandContext, entries: readonly EntryDraft[]) {
    if (entries.length === 0) return { written: Promise.resolve() };
    const by = recordOf(ctx.actor);
    const post: RecordRef | null =
      ctx.actor.kind === 'account' && ctx.actor.post ? { kind: 'post', id: ctx.actor.post } : null;
    const spokenOf = [by, post, ...entries.flatMap((e) => e.about ?? [])].filter((r) => r !== null);
    const subjects = await keys.get(
      tx,
      entries.map((e) => e.subject),
    );
    const refs = await keys.getRefs(tx, spokenOf);
    const refByName = new Map(spokenOf.map((r, i) => [`${r.kind} ${r.id}`, refs[i]]));
    const refOf = (record: RecordRef): string => {
      const ref = refByName.get(`${record.kind} ${record.id}`);
      if (ref === undefined) throw new Error('ledger: a record has no pseudonym');
      return ref;
    };
    const rows = entries.map((draft, i) => {
      const id = ctx.ids.next<'entry'>();
      const subject = subjects[i];
      if (!subject) throw new Error('ledger: a record has no pseudonym');
      // An erased record can still have acts done about it; their bodies are then committed to an empty object.
      const body = canonical(subject.key ? draft.body : {});
      const key = subject.key ?? NO_KEY;
      const about = [...new Set([subject.ref, ...(draft.about ?? []).map(refOf)])];
      const entry = deriveEntryObject({
        id,
        at: ctx.now,
        act: draft.act,
        by: by ? refOf(by) : ctx.actor.kind,
        post: post ? refOf(post) : null,
        basis: ctx.basis,
        about,
        body: `hmac-sha256:${hmac(deriveKey(key, COMMITMENT), body).toString('hex')}`,
      });
      return {
        id,
        entry: canonical(entry),
        act: draft.act,
        subject: subject.ref,
        about: `{${about.join(',')}}`,
        body: sealBytes(deriveKey(key, BODY), Buffer.from(body, 'utf8'), id),
      };
    });
    // Asked for at once, answered later: what is asked of `tx` next stands behind it.
    const inserted = sql`
      insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
      select id, entry, ${ctx.now}::timestamptz, act, subject, about::uuid[], body
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.entry)}::text[],
        ${rows.map((r) => r.act)}::text[], ${rows.map((r) => r.subject)}::uuid[],
        ${rows.map((r) => r.about)}::text[], ${rows.map((r) => r.body)}::bytea[])
        as e (id, entry, act, subject, about, body)`.execute(tx);
    const written = inserted.then(() => undefined);
    // Whoever ends the transaction hears of it; where something else fails first, nobody is left to.
    written.catch(() => undefined);
    return { written };
  }
  return { append };
}
