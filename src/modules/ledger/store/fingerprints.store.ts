import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { TILE_WIDTH } from '../domain/tile.ts';
import { baseOf } from './log-base.store.ts';

/**
 * One hash for each of `count` full tiles of a log from tile `first` on, over every byte that the check reads of them (check-log.store.ts):
 * rows, what they are found by, bodies, wrapped keys, the tile itself, heads and checkpoints. Made by PostgreSQL, so that a tile that
 * has not changed costs 32 bytes on the way here. What `record_send` writes carries lengths and types: no two tiles make the same bytes. Functions are named
 * with their schema, so that no search path puts another in their place.
 */
export async function readFingerprints(
  tx: Tx,
  log: number,
  first: number,
  count: number,
): Promise<readonly Uint8Array[]> {
  const place = (tiles: RawBuilder<unknown>) => sql`(${baseOf(log)} + ${tiles} * ${sql.lit(TILE_WIDTH)})`;
  const [from, to] = [place(sql`tile.index`), place(sql`(tile.index + 1)`)];
  const { rows } = await sql<{ fingerprint: Buffer }>`
    select pg_catalog.sha256(pg_catalog.record_send(row(
      (select pg_catalog.string_agg(pg_catalog.record_send(row(p.index, p.id, p.leaf, e.id, e.entry, e.at, e.act,
          e.subject_ref, e.about, e.body,
          (select r.kind from ledger.refs r where r.ref = e.subject_ref) is not null,
          (select k.wrapped from ledger.body_keys k where k.ref = e.subject_ref))), ''::bytea order by p.index)
        from ledger.positions p
        left join lateral (
          select id, entry, at, act, subject_ref, about, body from ledger.entries where id = p.id limit 1) e on true
        where p.index >= ${from} and p.index < ${to}),
      (select pg_catalog.record_send(row(t.hashes, t.root)) from ledger.tiles t
        where t.level = 0 and t.index = ${baseOf(log)} + tile.index),
      (select pg_catalog.string_agg(pg_catalog.record_send(row(h.size, h.root)), ''::bytea order by h.size)
        from ledger.heads h
        where h.size > ${from} and h.size <= ${to}),
      (select pg_catalog.string_agg(pg_catalog.record_send(row(c.size, c.note)), ''::bytea order by c.size)
        from ledger.checkpoints c
        where c.size > ${from} and c.size <= ${to})
    ))) as fingerprint
    from pg_catalog.generate_series(${first}::bigint, ${first + count - 1}::bigint) as tile (index)
    order by tile.index`.execute(tx);
  return rows.map(({ fingerprint }) => new Uint8Array(fingerprint));
}
