-- The ledger, first form: entries that commands write in their own transaction, sealed bodies, and one key per record.
-- The app role may add and read, never change or remove; a trigger refuses the owner too (40-ledger.md).

create schema ledger;
grant usage on schema ledger to heed_app, heed_reader;

-- Random pseudonyms. An entry speaks of a record only by its ref, which is never derived from an identifier.
create table ledger.refs (
  kind text not null,
  id text not null,
  ref uuid not null,
  constraint refs_pkey primary key (kind, id),
  constraint refs_ref_key unique (ref)
);

-- One random key per record, wrapped by a key outside the database. Deleting it erases the record's words everywhere.
create table ledger.body_keys (
  ref uuid not null,
  wrapped bytea not null,
  constraint body_keys_pkey primary key (ref)
);

create table ledger.entries (
  id uuid not null,
  -- RFC 8785 canonical JSON, exactly as committed to.
  entry text not null,
  -- Taken out of `entry` for indexes; never the other way about.
  at timestamptz not null,
  act text not null,
  subject_ref uuid not null,
  about uuid[] not null,
  -- AES-256-GCM under the subject's key.
  body bytea not null,
  constraint entries_pkey primary key (id),
  constraint entries_entry_size check (octet_length(entry) <= 65535)
);
create index entries_subject on ledger.entries (subject_ref, id);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only added to' using errcode = 'insufficient_privilege';
end $$;

create trigger entries_are_only_added before update or delete on ledger.entries
  for each row execute function ledger.refuse_change();
create trigger entries_are_never_emptied before truncate on ledger.entries
  for each statement execute function ledger.refuse_change();
create trigger refs_are_only_added before update or delete on ledger.refs
  for each row execute function ledger.refuse_change();
create trigger refs_are_never_emptied before truncate on ledger.refs
  for each statement execute function ledger.refuse_change();

grant select, insert on ledger.refs, ledger.body_keys, ledger.entries to heed_app;
