-- On which nights a child was missing, as concerns say it (60-linking.md, "co-missing"). Who the child is, is in
-- networks.sightings under the same mention, so that links and refusals count here too.
CREATE TABLE networks.absences (
  mention_id uuid NOT NULL,
  -- The day on which the night began, London.
  night date NOT NULL,
  concern_id uuid NOT NULL,
  source text NOT NULL,
  CONSTRAINT absences_pkey PRIMARY KEY (mention_id, night)
);
CREATE INDEX absences_night ON networks.absences (night, mention_id);
CREATE INDEX absences_concern ON networks.absences (concern_id);
GRANT SELECT, INSERT ON networks.absences TO heed_app;

-- What was erased joins nobody: its nights leave with its handles (0072).
CREATE OR REPLACE FUNCTION networks.forget_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM networks.sightings WHERE mention_id = NEW.id;
  DELETE FROM networks.absences WHERE mention_id = NEW.id;
  RETURN NULL;
END $$;
