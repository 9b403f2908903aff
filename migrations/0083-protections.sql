-- Protected identities and addresses (adoption, relocation, refuge, confidential placement): kept from everybody but the
-- holders of some posts. What is compared to propose, relate and find leaves them out here, in the database, so that no page
-- can forget to (60-linking.md; docs/decisions/0320).
CREATE TABLE people.protections (
  id uuid NOT NULL CONSTRAINT protections_pkey PRIMARY KEY,
  record_kind text NOT NULL CONSTRAINT protections_record_kind CHECK (record_kind IN ('person', 'thing')),
  record_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT protections_kind CHECK
    (kind IN ('adoption', 'relocation', 'refuge', 'confidential-placement')),
  -- `identity`: that this is who it is. `address`: where they are.
  covers text NOT NULL CONSTRAINT protections_covers CHECK (covers IN ('identity', 'address')),
  at timestamptz NOT NULL,
  by_account uuid,
  by_post uuid,
  reason bytea NOT NULL,
  ended_at timestamptz,
  ended_by_account uuid,
  ended_by_post uuid,
  why bytea,
  CONSTRAINT protections_ended_whole CHECK ((ended_at IS NULL) = (why IS NULL))
);
CREATE UNIQUE INDEX "people.already-protected" ON people.protections (record_id, covers) WHERE ended_at IS NULL;

-- The posts whose holders may see past it.
CREATE TABLE people.protection_posts (
  protection_id uuid NOT NULL CONSTRAINT protection_posts_protection_fkey REFERENCES people.protections,
  post_id uuid NOT NULL,
  CONSTRAINT protection_posts_pkey PRIMARY KEY (protection_id, post_id)
);

-- Protections that stand between a record and whoever this transaction reads for (`heed.viewer`, 0044). Where Heed itself
-- works (`all`) they stand as well: nothing is put together across them.
CREATE VIEW people.kept_from_viewer AS
  SELECT p.record_id, p.covers
    FROM people.protections p
    WHERE p.ended_at IS NULL AND NOT EXISTS (
      SELECT FROM people.protection_posts q JOIN access.current_holdings h ON h.post_id = q.post_id
      WHERE q.protection_id = p.id AND h.account_id::text = current_setting('heed.viewer', true)
    );

GRANT SELECT, INSERT ON people.protections, people.protection_posts TO heed_app;
GRANT UPDATE (ended_at, ended_by_account, ended_by_post, why) ON people.protections TO heed_app;
GRANT SELECT ON people.kept_from_viewer TO heed_app;
