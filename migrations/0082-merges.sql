-- Two records of one person or thing, joined by two people, and taken apart again exactly: the merged record points at the
-- one that is kept, from an instant. Facts, links and relationships stay where they were made, so that taking the pointer
-- away leaves everything as if it had never been (docs/decisions/0319).
CREATE TABLE people.merges (
  id uuid NOT NULL CONSTRAINT merges_pkey PRIMARY KEY,
  record_kind text NOT NULL CONSTRAINT merges_record_kind CHECK (record_kind IN ('person', 'thing')),
  kept_id uuid NOT NULL,
  merged_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT merges_state CHECK (state IN ('proposed', 'confirmed', 'refused', 'undone')),
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_post uuid NOT NULL,
  reason bytea NOT NULL,
  settled_at timestamptz,
  settled_by uuid CONSTRAINT "people.own-merge" CHECK (settled_by <> proposed_by),
  settled_post uuid,
  -- Why the second person did not agree.
  finding bytea,
  undone_at timestamptz,
  undone_by uuid,
  undone_post uuid,
  undone_why bytea,
  CONSTRAINT merges_two CHECK (kept_id <> merged_id),
  CONSTRAINT merges_settled_whole CHECK (
    (state = 'proposed') = (settled_at IS NULL) AND (state = 'proposed') = (settled_by IS NULL)
  ),
  CONSTRAINT merges_undone_whole CHECK (
    (state = 'undone') = (undone_at IS NOT NULL) AND (state = 'undone') = (undone_why IS NOT NULL)
  )
);
-- One proposal or merge of the same two at a time, whichever of them is to be kept: of two at once, the second is told.
CREATE UNIQUE INDEX "people.merge-waiting" ON people.merges (least(kept_id, merged_id), greatest(kept_id, merged_id))
  WHERE state IN ('proposed', 'confirmed');
-- A record points at one other at most.
CREATE UNIQUE INDEX "people.already-merged" ON people.merges (merged_id) WHERE state = 'confirmed';
CREATE INDEX merges_kept ON people.merges (kept_id);
CREATE INDEX merges_merged ON people.merges (merged_id);

-- Where each merged record's pointers end, worked out from the merges that stand whenever one is confirmed or undone.
CREATE TABLE people.merged (
  record_id uuid NOT NULL CONSTRAINT merged_pkey PRIMARY KEY,
  root_id uuid NOT NULL
);
CREATE INDEX merged_root ON people.merged (root_id);

-- Links as they stand now: a merged record's are those of the record it points at. Two halves, so that each is found by index.
CREATE VIEW people.links_now AS
  SELECT l.mention_id, l.record_kind, l.record_id, l.status
    FROM people.links l
    WHERE (SELECT true FROM people.merged g WHERE g.record_id = l.record_id) IS NULL
  UNION ALL
  SELECT l.mention_id, l.record_kind, g.root_id, l.status
    FROM people.merged g JOIN people.links l ON l.record_id = g.record_id;

GRANT SELECT, INSERT ON people.merges TO heed_app;
GRANT UPDATE (state, settled_at, settled_by, settled_post, finding, undone_at, undone_by, undone_post, undone_why)
  ON people.merges TO heed_app;
GRANT SELECT, INSERT, DELETE ON people.merged TO heed_app;
GRANT SELECT ON people.links_now TO heed_app;
