-- How the log's check of itself stands (40-ledger.md, Verifying): one row for the newest day, one for everything. Kept so that a
-- restart goes on where the last process was, and so that every process can show it. It proves nothing by itself.
create table ledger.checks (
  kind text not null,
  -- Wall time, all of it.
  began_at timestamptz,
  -- How far the check in hand has got, under a code that only the service's keys can make; null when none is in hand.
  progress text,
  ended_at timestamptz,
  -- How many entries the log had when the last one that ended began.
  size bigint,
  -- What was found and has not been found mended since: kinds, indexes and ids only.
  faults jsonb not null default '[]',
  faulted_at timestamptz,
  -- Which process is at it, and until when nobody else begins.
  held_by uuid,
  held_until timestamptz,
  constraint checks_pkey primary key (kind),
  constraint checks_kind check (kind in ('newest-day', 'everything'))
);
insert into ledger.checks (kind) values ('newest-day'), ('everything');

grant select, update on ledger.checks to heed_app;
grant select on ledger.checks to heed_reader;

-- Where the newest day begins.
create index heads_at on ledger.heads (at);
