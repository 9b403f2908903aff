-- Those who receive sealed disclosures: how often somebody guessed at one's passphrase, and words of removal taken back.

-- By a keyed hash of what they type to sign in, never by an address: after some wrong ones the next has to wait.
CREATE TABLE disclosure.guesses (
  about_hash bytea NOT NULL CONSTRAINT guesses_pkey PRIMARY KEY,
  wrong integer NOT NULL,
  blocked_until timestamptz NOT NULL,
  last_at timestamptz NOT NULL
);

-- Whoever asked for one to be removed and says now that it is to be kept: their asking counts no more, and is not made again.
CREATE TABLE disclosure.removals_withdrawn (
  report_id uuid NOT NULL,
  key_id bytea NOT NULL,
  signature bytea NOT NULL,
  day date NOT NULL,
  CONSTRAINT removals_withdrawn_pkey PRIMARY KEY (report_id, key_id)
);

-- As before, but an asking that was taken back does not count.
CREATE OR REPLACE FUNCTION disclosure.remove(report uuid, today date) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  kept disclosure.reports%ROWTYPE;
  reason text;
BEGIN
  SELECT * INTO kept FROM disclosure.reports WHERE id = report FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF kept.asked_to_remove <= today - 30
     AND (SELECT count(DISTINCT r.organisation) FROM disclosure.removals r
           WHERE r.report_id = report AND NOT EXISTS (SELECT FROM disclosure.removals_withdrawn w
             WHERE w.report_id = r.report_id AND w.key_id = r.key_id)) >= 2 THEN
    reason := 'two-asked';
  ELSIF kept.expires < today THEN
    reason := 'kept-long-enough';
  ELSE
    RETURN NULL;
  END IF;
  INSERT INTO disclosure.tombstones (report_id, digest, received, removed, why)
    VALUES (report, kept.digest, kept.day, today, reason);
  DELETE FROM disclosure.erasure_keys WHERE report_id = report;
  DELETE FROM disclosure.file_parts WHERE report_id = report;
  DELETE FROM disclosure.note_envelopes WHERE report_id = report;
  DELETE FROM disclosure.items WHERE report_id = report;
  DELETE FROM disclosure.clocks WHERE report_id = report;
  DELETE FROM disclosure.readers WHERE report_id = report;
  DELETE FROM disclosure.reports WHERE id = report;
  RETURN reason;
END $$;

GRANT SELECT, INSERT ON disclosure.guesses, disclosure.removals_withdrawn TO heed_sealed;
GRANT UPDATE, DELETE ON disclosure.guesses TO heed_sealed;
