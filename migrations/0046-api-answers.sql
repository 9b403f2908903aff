-- What the partner API answered under each idempotency key, so that the same key gives the same answer. Sealed under the
-- agency system's own key: an answer to raising holds a receipt. Kept two days.

create schema if not exists concerns;
grant usage on schema concerns to heed_app;

create table concerns.api_answers (
  client_id uuid not null,
  key_hash bytea not null,
  -- HMAC of what was asked: says whether a repeat is the same, and nothing else.
  asked_hash bytea not null,
  answer bytea,
  at timestamptz not null,
  constraint api_answers_pkey primary key (client_id, key_hash)
);
create index api_answers_at on concerns.api_answers (at);

grant select, insert, update, delete on concerns.api_answers to heed_app;
