-- Which days of the log of sealed disclosures have their head in the ledger: one entry a day, on quiet days too, written in the
-- transaction of this row (70-disclosures.md, preface; 9.13). Nothing here tells a quiet day from a busy one.
create table ledger.closed_days (
  day date not null constraint "ledger.day-entered" primary key
);
grant select, insert on ledger.closed_days to heed_app;
grant select on ledger.closed_days to heed_reader;
