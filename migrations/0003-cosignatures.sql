-- What witnesses cosigned, and when the log must stop signing because one of them knows a larger or another history
-- (40-ledger.md, Witnesses). All of it is only added to.

create table ledger.cosignatures (
  -- The order in which they came: clocks here and at the witness may be set back.
  number bigint generated always as identity,
  size bigint not null constraint cosignatures_checkpoint_fkey references ledger.checkpoints,
  witness text not null,
  -- When the witness says it was: whole seconds since 1970.
  signed_at bigint not null,
  -- The signature line, newline and all, as it goes under the checkpoint.
  line text not null,
  at timestamptz not null,
  constraint cosignatures_pkey primary key (number),
  constraint cosignatures_once unique (witness, size, signed_at)
);
create index cosignatures_newest on ledger.cosignatures (witness, size, number);

create table ledger.signing_holds (
  id uuid not null,
  witness text not null,
  reason text not null,
  -- What Heed had signed, and what the witness said it knows (null where it said only that its root is another).
  own_size bigint not null,
  known_size bigint,
  at timestamptz not null,
  constraint signing_holds_pkey primary key (id),
  constraint signing_holds_reason check (reason in ('knows-more', 'other-root'))
);
create table ledger.signing_resumed (
  hold_id uuid not null constraint signing_resumed_hold_fkey references ledger.signing_holds,
  at timestamptz not null,
  constraint signing_resumed_pkey primary key (hold_id)
);

create trigger cosignatures_are_only_added before update or delete on ledger.cosignatures
  for each row execute function ledger.refuse_change();
create trigger cosignatures_are_never_emptied before truncate on ledger.cosignatures
  for each statement execute function ledger.refuse_change();
create trigger signing_holds_are_only_added before update or delete on ledger.signing_holds
  for each row execute function ledger.refuse_change();
create trigger signing_holds_are_never_emptied before truncate on ledger.signing_holds
  for each statement execute function ledger.refuse_change();
create trigger signing_resumed_are_only_added before update or delete on ledger.signing_resumed
  for each row execute function ledger.refuse_change();
create trigger signing_resumed_are_never_emptied before truncate on ledger.signing_resumed
  for each statement execute function ledger.refuse_change();

grant select, insert on ledger.cosignatures, ledger.signing_holds, ledger.signing_resumed to heed_app;
grant select on ledger.cosignatures, ledger.signing_holds, ledger.signing_resumed to heed_reader;
