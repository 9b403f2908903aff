import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listHolders } from '../../access/index.ts';
import type { Delivered, PendingNotice } from '../commands/deliver-notice.command.ts';
import type { NoticeId, NoticeMeans, NoticeTemplate } from '../ports.ts';

interface Row {
  post_id: PostId;
  kind: string;
  means: NoticeMeans[];
  reference: string | null;
  about_kind: RecordRef['kind'] | null;
  about_id: string | null;
  skip_holders: AccountId[] | null;
  state: 'open' | 'met' | 'withdrawn' | null;
}

function templateOf(kind: string): NoticeTemplate {
  if (kind === 'digest' || kind === 'weekly') return kind;
  if (kind.startsWith('emergency') || kind.endsWith(':ledger-tampered')) return 'word';
  return kind.startsWith('alarm') ? 'alarm' : 'duty';
}

/**
 * What is still to be sent of a notice, to whoever holds its post at `now`; nobody named in the matter among them.
 * Nothing is left to send once the duty has been met, or the notice was opened.
 */
export async function findPending(
  tx: Tx,
  notice: NoticeId,
  now: Temporal.Instant,
): Promise<PendingNotice | null> {
  const { rows } = await sql<Row>`
    select n.post_id, n.kind, n.means, n.reference, d.about_kind, d.about_id, d.skip_holders, d.state
    from duties.notices n left join duties.duties d on d.id = n.duty_id
    where n.id = ${notice}::uuid and n.opened_at is null`.execute(tx);
  const [row] = rows;
  if (!row || (row.state !== null && row.state !== 'open')) return null;
  const sent = await sql<{ account_id: AccountId; means: NoticeMeans }>`
    select account_id, means from duties.deliveries where notice_id = ${notice}::uuid and state = 'sent'`.execute(
    tx,
  );
  const done = new Set(sent.rows.map((one) => `${one.account_id} ${one.means}`));
  const holders = (await listHolders(tx, [row.post_id], now)).filter(
    (holder) => !row.skip_holders?.includes(holder.account),
  );
  return {
    about: row.about_kind && row.about_id ? { kind: row.about_kind, id: row.about_id } : null,
    post: row.post_id,
    template: templateOf(row.kind),
    reference: row.reference,
    pending: holders.flatMap((holder) =>
      row.means
        .filter((means) => !done.has(`${holder.account} ${means}`))
        .map((means) => ({
          account: holder.account,
          means,
          to: means === 'email' ? holder.email : holder.phone,
        })),
    ),
  };
}

/** Keeps how each message went; a later try of the same one counts up. */
export async function saveDelivered(
  tx: Tx,
  now: Temporal.Instant,
  notice: NoticeId,
  delivered: readonly Delivered[],
): Promise<void> {
  await sql`
    insert into duties.deliveries (notice_id, account_id, means, state, tries, at, failure)
    select ${notice}::uuid, account, means, case when failure is null then 'sent' else 'failed' end, 1,
      ${now}::timestamptz, failure
    from jsonb_to_recordset(${JSON.stringify(delivered)}::jsonb) as d (account uuid, means text, failure text)
    on conflict (notice_id, account_id, means) do update
      set state = excluded.state, tries = deliveries.tries + 1, at = excluded.at, failure = excluded.failure`.execute(
    tx,
  );
}
