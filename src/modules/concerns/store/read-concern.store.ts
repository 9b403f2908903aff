import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { anyOf } from '../../../platform/any-of.ts';
import type { ConcernAct } from '../domain/acts.ts';
import { concernRef } from '../domain/concern.ts';
import { foldConcern } from '../domain/fold.ts';
import type {
  ActRow,
  ConcernRow,
  DecisionWords,
  LoadedConcern,
  ReporterDetails,
  Told,
} from '../ports/store.ports.ts';
import { REPORTER, TOLD, WORDS } from './save-concern.store.ts';
import { ACT_COLUMNS, CONCERN_COLUMNS, concernsTables } from './tables.store.ts';

/** What was done about a concern, in order, and who is named in it. */
async function readActs(tx: Tx, id: ConcernId) {
  const [acts, named] = await Promise.all([
    concernsTables(tx)
      .selectFrom('concerns.acts')
      .select(ACT_COLUMNS)
      .where('concern_id', '=', id)
      .orderBy('number')
      .execute(),
    concernsTables(tx)
      .selectFrom('concerns.named_people')
      .select('account_id')
      .where('concern_id', '=', id)
      .execute(),
  ]);
  return { acts, named: named.map((n) => n.account_id) };
}

function load(row: ConcernRow, { acts, named }: Awaited<ReturnType<typeof readActs>>): LoadedConcern {
  const state = foldConcern(
    row.id,
    acts.map((act) => ({ act: act.data as unknown as ConcernAct, at: act.at })),
  );
  return { row, state, acts, named };
}

/** The concern with this id, or null. */
export async function findConcern(tx: Tx, id: ConcernId): Promise<LoadedConcern | null> {
  const [row, acts] = await Promise.all([
    concernsTables(tx)
      .selectFrom('concerns.concerns')
      .select(CONCERN_COLUMNS)
      .where('id', '=', id)
      .executeTakeFirst(),
    readActs(tx, id),
  ]);
  return row ? load(row, acts) : null;
}

/** The concern with this reference, as written ("HD-7K2M-94"), or null. */
export async function findConcernByReference(tx: Tx, reference: string): Promise<LoadedConcern | null> {
  const row = await concernsTables(tx)
    .selectFrom('concerns.concerns')
    .select(CONCERN_COLUMNS)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row ? load(row, await readActs(tx, row.id)) : null;
}

/** The concern whose receipt has this look-up, or null. */
export async function findConcernByReceipt(tx: Tx, lookup: Uint8Array): Promise<LoadedConcern | null> {
  const row = await concernsTables(tx)
    .selectFrom('concerns.concerns')
    .select(CONCERN_COLUMNS)
    .where('receipt_lookup', '=', Buffer.from(lookup))
    .executeTakeFirst();
  return row ? load(row, await readActs(tx, row.id)) : null;
}

/** The row already saved under this sender's key, or null. */
export async function findConcernSent(tx: Tx, sentHash: Uint8Array): Promise<ConcernRow | null> {
  const row = await concernsTables(tx)
    .selectFrom('concerns.concerns')
    .select(CONCERN_COLUMNS)
    .where('sent_hash', '=', Buffer.from(sentHash))
    .executeTakeFirst();
  return row ?? null;
}

/** "HEED" and "SENT": whoever asks what was sent, to send the rest, waits for whoever asked before. */
const SENT_LOCK = [0x48454544, 0x53454e54] as const;

/** Which of these hashes belong to something already sent. Nobody else is told until this transaction is over. */
export async function listSent(tx: Tx, sentHashes: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  await sql`select pg_advisory_xact_lock(${sql.lit(SENT_LOCK[0])}, ${sql.lit(SENT_LOCK[1])})`.execute(tx);
  const rows = await concernsTables(tx)
    .selectFrom('concerns.concerns')
    .select('sent_hash')
    .where(
      'sent_hash',
      '=',
      anyOf(
        sentHashes.map((hash) => Buffer.from(hash)),
        'bytea',
      ),
    )
    .execute();
  return rows.map((row) => row.sent_hash);
}

/** Opens what was said; `null` when it was erased. */
export async function openTold(tx: Tx, vault: Vault, row: ConcernRow): Promise<Told | null> {
  return vault.openJson<Told>(tx, concernRef(row.id), TOLD, row.told);
}

/** Opens who the reporter is; `null` when it was erased. Callers record the look. */
export async function openReporter(tx: Tx, vault: Vault, row: ConcernRow): Promise<ReporterDetails | null> {
  return vault.openJson<ReporterDetails>(tx, concernRef(row.id), REPORTER, row.reporter);
}

/** Opens the words of an act; `null` when it had none or they were erased. */
export async function openActWords(tx: Tx, vault: Vault, act: ActRow): Promise<JsonObject | null> {
  return act.words ? vault.openJson<JsonObject>(tx, concernRef(act.concern_id), WORDS, act.words) : null;
}

/** The newest decision of each of these concerns, its words opened; erased ones are left out. */
export async function listDecisions(
  tx: Tx,
  vault: Vault,
  ids: readonly ConcernId[],
): Promise<ReadonlyMap<ConcernId, DecisionWords>> {
  const found = new Map<ConcernId, DecisionWords>();
  if (ids.length === 0) return found;
  const acts = await concernsTables(tx)
    .selectFrom('concerns.acts')
    .select(ACT_COLUMNS)
    .distinctOn('concern_id')
    .where('concern_id', '=', anyOf(ids, 'uuid'))
    .where('act', '=', 'concern-decided')
    .orderBy('concern_id')
    .orderBy('number', 'desc')
    .execute();
  await vault.warm(
    tx,
    acts.map((act) => concernRef(act.concern_id)),
  );
  for (const act of acts) {
    const words = await openActWords(tx, vault, act);
    if (!words) continue;
    const text = (key: string) => (typeof words[key] === 'string' ? words[key] : '');
    found.set(act.concern_id, {
      at: act.at,
      reason: text('reason'),
      optionsSetAside: text('optionsSetAside'),
      wouldReopen: text('wouldReopen'),
    });
  }
  return found;
}
