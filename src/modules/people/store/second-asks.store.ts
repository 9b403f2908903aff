import { sql } from 'kysely';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { By, SecondAsk } from '../ports.ts';
import { whoOf } from './details.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Purpose under which the reasons of an ask are sealed, with the key of the record it is about. */
const ASK = 'people.second-ask';

/** Asks for a second person. Breaks `people.ask-waiting` when the same is asked already. */
export async function saveAsked(
  tx: Tx,
  vault: Vault,
  by: By,
  ask: Pick<SecondAsk, 'id' | 'what' | 'record' | 'of'> & { readonly reason: string },
): Promise<void> {
  const reason = await vault.sealJson(tx, refOf(ask.record), ASK, ask.reason);
  const { account, post } = whoOf(by.actor);
  await sql`
    insert into people.second_asks (id, what, record_kind, record_id, of_id, state, asked_at, asked_by, asked_post, reason)
    values (${ask.id}::uuid, ${ask.what}, ${ask.record.kind}, ${ask.record.id}::uuid, ${ask.of}::uuid, 'asked',
      ${by.now}::timestamptz, ${account}::uuid, ${post}::uuid, ${reason})`.execute(tx);
}

/** Keeps the second person's answer; false when it was answered already. */
export async function saveAskSettled(
  tx: Tx,
  vault: Vault,
  by: By,
  ask: SecondAsk,
  answer: { readonly agreed: boolean; readonly finding: string | null },
): Promise<boolean> {
  const { account, post } = whoOf(by.actor);
  const { finding } = answer;
  const sealed = finding === null ? null : await vault.sealJson(tx, refOf(ask.record), ASK, finding);
  const done = await sql`
    update people.second_asks set state = ${answer.agreed ? 'agreed' : 'refused'}, settled_at = ${by.now}::timestamptz,
      settled_by = ${account}::uuid, settled_post = ${post}::uuid, finding = ${sealed}
    where id = ${ask.id}::uuid and state = 'asked'`.execute(tx);
  return done.numAffectedRows === 1n;
}

interface Row {
  readonly id: string;
  readonly what: SecondAsk['what'];
  readonly record_kind: KnownRecord['kind'];
  readonly record_id: string;
  readonly of_id: string;
  readonly state: SecondAsk['state'];
  readonly asked_at: Temporal.Instant;
  readonly asked_by: AccountId;
  readonly asked_post: PostId;
  readonly reason: Uint8Array;
  readonly settled_at: Temporal.Instant | null;
  readonly settled_by: AccountId | null;
  readonly settled_post: PostId | null;
  readonly finding: Uint8Array | null;
}

const COLUMNS = sql`id, what, record_kind, record_id, of_id, state, asked_at, asked_by, asked_post, reason, settled_at,
  settled_by, settled_post, finding`;

async function openAll(tx: Tx, vault: Vault, rows: readonly Row[]): Promise<readonly SecondAsk[]> {
  const asks: SecondAsk[] = [];
  for (const row of rows) {
    const record = recordOf(row.record_kind, row.record_id);
    const open = (sealed: Uint8Array | null) =>
      sealed ? vault.openJson<string>(tx, refOf(record), ASK, sealed) : null;
    asks.push({
      id: row.id,
      what: row.what,
      record,
      of: row.of_id,
      state: row.state,
      askedAt: row.asked_at,
      askedBy: row.asked_by,
      askedPost: row.asked_post,
      reason: await open(row.reason),
      settledAt: row.settled_at,
      settledPost: row.settled_post,
      finding: await open(row.finding),
    });
  }
  return asks;
}

/** One ask, or `null`. */
export async function findAsk(tx: Tx, vault: Vault, id: string): Promise<SecondAsk | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from people.second_asks where id = ${id}::uuid`.execute(
    tx,
  );
  return (await openAll(tx, vault, rows))[0] ?? null;
}

/** Every ask about these joins and protections, oldest first. */
export async function listAsks(tx: Tx, vault: Vault, of: readonly string[]): Promise<readonly SecondAsk[]> {
  if (of.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${COLUMNS} from people.second_asks where of_id = any(${[...of]}::uuid[]) order by asked_at, id`.execute(
    tx,
  );
  return openAll(tx, vault, rows);
}
