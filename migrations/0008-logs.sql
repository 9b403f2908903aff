-- A log that follows another: opened by an operator when entries that were published are lost, or when the key that signs the
-- log had to change (docs/decisions/0111). The first log has no row here.

create table ledger.logs (
  -- 1 for the second log, and so on. What log n holds is kept in the tables there are, at n * 2^44 and what it is numbered
  -- in its log: positions and tiles by their index, heads, checkpoints and cosignatures by their size. So the tables of a
  -- long log need no new keys, and the newest log is always at the end of each index.
  number smallint not null,
  origin text not null,
  -- What the first entry of this log commits to, as canonical JSON: the log before, what is known of it, and what is lost.
  statement text not null,
  at timestamptz not null,
  constraint logs_pkey primary key (number),
  constraint logs_origin_once unique (origin),
  constraint logs_number_range check (number between 1 and 500)
);

create trigger logs_are_only_added before update or delete on ledger.logs
  for each row execute function ledger.refuse_change();
create trigger logs_are_never_emptied before truncate on ledger.logs
  for each statement execute function ledger.refuse_change();

grant select, insert on ledger.logs to heed_app;
grant select on ledger.logs to heed_reader;
