-- How far the demo's clock has been moved forward, so that every process agrees. Production never reads it.
-- One row; moved only by the owner (`heed clock`), and never back: duties and the ledger can't un-happen.

create schema clock;
grant usage on schema clock to heed_app;

create table clock.moved (
  one boolean not null default true,
  by_ms bigint not null,
  constraint moved_pkey primary key (one),
  constraint moved_one_row check (one),
  constraint moved_forward check (by_ms >= 0)
);
insert into clock.moved (by_ms) values (0);

create function clock.refuse_back() returns trigger language plpgsql as $$
begin
  if new.by_ms < old.by_ms then
    raise exception 'the clock only moves forward' using errcode = 'check_violation', constraint = 'moved_forward';
  end if;
  return new;
end $$;
create trigger moved_only_forward before update on clock.moved
  for each row execute function clock.refuse_back();

grant select on clock.moved to heed_app;
