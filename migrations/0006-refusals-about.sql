-- "Who has looked at this record" lists refused tries as well, whose subject is whoever tried: found by what they are
-- about, of refusals only, so that writing other entries costs nothing more.
CREATE INDEX entries_refused_about ON ledger.entries USING gin (about) WHERE act = 'access.access-refused';
