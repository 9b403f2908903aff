-- The log over the entries: numbers, leaf hashes, tiles and checkpoints (40-ledger.md, Writing). Commands only add
-- entries; one sequencer at a time numbers what was committed. All of it is only added to.

-- Entries that have no number yet. An anti-join over a million entries took half a second; this is always nearly empty.
create table ledger.pending (
  id uuid not null,
  constraint pending_pkey primary key (id)
) with (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

create table ledger.positions (
  index bigint not null,
  id uuid not null,
  -- SHA-256(0x00 || entry), RFC 6962.
  leaf bytea not null,
  constraint positions_pkey primary key (index),
  constraint positions_id_once unique (id),
  constraint positions_index_range check (index >= 0),
  constraint positions_leaf_size check (octet_length(leaf) = 32)
);

-- Full tiles only: 256 hashes side by side (C2SP tlog-tiles, height 8). A partial one is made from what is below it.
create table ledger.tiles (
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  -- The hash of the whole tile: one hash of the tile above.
  root bytea not null,
  constraint tiles_pkey primary key (level, index),
  constraint tiles_full check (octet_length(hashes) = 8192 and octet_length(root) = 32)
);

-- Every head of the tree, committed with the positions it covers, before anybody signs it: so two leaders can't sign two
-- roots of one size.
create table ledger.heads (
  size bigint not null,
  root bytea not null,
  at timestamptz not null,
  constraint heads_pkey primary key (size),
  constraint heads_root_size check (octet_length(root) = 32)
);

-- Signed heads, as C2SP checkpoints.
create table ledger.checkpoints (
  size bigint not null constraint checkpoints_head_fkey references ledger.heads,
  origin text not null,
  note bytea not null,
  at timestamptz not null,
  constraint checkpoints_pkey primary key (size)
);

create trigger positions_are_only_added before update or delete on ledger.positions
  for each row execute function ledger.refuse_change();
create trigger positions_are_never_emptied before truncate on ledger.positions
  for each statement execute function ledger.refuse_change();
create trigger tiles_are_only_added before update or delete on ledger.tiles
  for each row execute function ledger.refuse_change();
create trigger tiles_are_never_emptied before truncate on ledger.tiles
  for each statement execute function ledger.refuse_change();
create trigger heads_are_only_added before update or delete on ledger.heads
  for each row execute function ledger.refuse_change();
create trigger heads_are_never_emptied before truncate on ledger.heads
  for each statement execute function ledger.refuse_change();
create trigger checkpoints_are_only_added before update or delete on ledger.checkpoints
  for each row execute function ledger.refuse_change();
create trigger checkpoints_are_never_emptied before truncate on ledger.checkpoints
  for each statement execute function ledger.refuse_change();

grant select, insert on ledger.positions, ledger.tiles, ledger.heads, ledger.checkpoints to heed_app;
grant select, delete on ledger.pending to heed_app;
grant select on ledger.positions, ledger.tiles, ledger.heads, ledger.checkpoints to heed_reader;

-- By a trigger, not by the append: an older Heed that still runs beside this one writes entries too, and so may somebody
-- who has the database's password.
create function ledger.queue_entries() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ledger.pending (id) select id from fresh;
  return null;
end $$;
create trigger entries_wait_for_a_number after insert on ledger.entries
  referencing new table as fresh for each statement execute function ledger.queue_entries();

insert into ledger.pending (id) select id from ledger.entries;
