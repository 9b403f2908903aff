-- Attachments: in parts, each sealed under the file's own key. While a file waits to be sent with a concern its key is
-- sealed under a secret outside the database; once sent, under the concern's own ledger key, so that erasing that key
-- erases the file, old backups included (90-quality.md, Attachments).

create schema files;
grant usage on schema files to heed_app;

create table files.attachments (
  id uuid not null,
  -- HMAC of who took it in: a draft's cookie or an agency's system.
  holder bytea not null,
  state text not null,
  concern_id uuid,
  -- The file's key, name and fingerprint, sealed.
  sealed bytea not null,
  media_type text not null,
  bytes bigint not null,
  scan text not null,
  -- Wall time: a waiting file is forgotten whatever the demo's clock says.
  seen_at timestamptz not null,
  -- Domain time.
  locked_at timestamptz,
  constraint attachments_pkey primary key (id),
  constraint attachments_state check (state in ('arriving', 'waiting', 'kept')),
  constraint attachments_scan check (scan in ('clean', 'not-scanned')),
  constraint attachments_kept_with check ((state = 'kept') = (concern_id is not null))
);
create index attachments_holder on files.attachments (holder) where state <> 'kept';
create index attachments_waiting on files.attachments (seen_at) where state <> 'kept';
create index attachments_concern on files.attachments (concern_id) where state = 'kept';

create table files.parts (
  attachment_id uuid not null,
  number int not null,
  sealed bytea not null,
  constraint parts_pkey primary key (attachment_id, number),
  constraint parts_attachment foreign key (attachment_id) references files.attachments (id) on delete cascade
);
-- Ciphertext doesn't compress: don't try.
alter table files.parts alter column sealed set storage external;

-- A file that was sent with a concern is part of it: nobody deletes it, and its parts never change.
create function files.refuse_kept() returns trigger language plpgsql as $$
begin
  if old.state = 'kept' then
    raise exception 'an attachment of a concern is not deleted' using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger attachments_kept_stay before delete on files.attachments
  for each row execute function files.refuse_kept();

grant select, insert, update, delete on files.attachments to heed_app;
grant select, insert on files.parts to heed_app;
