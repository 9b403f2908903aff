-- A concern is counted with others and its neighbourhood judged directly after its transaction (docs/decisions/0331): what waits for that, in the
-- order told, written with the graph itself so that a concern is never kept without it; and the shapes counted so far, by
-- which the watch knows what is unusual in this area. Derived, all of it: `heed networks rebuild` makes it again.
CREATE TABLE networks.waiting (
  concern_id uuid NOT NULL CONSTRAINT waiting_pkey PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY,
  -- From when the clock of what is found counts: when the concern was told, or the link made.
  from_at timestamptz NOT NULL,
  -- Told now, so that it is counted; a concern that only had a link made was counted before.
  fresh boolean NOT NULL,
  -- Something it names was told of before: there is something to count, whatever the graph leaves out.
  related boolean NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  -- Not before this: it could not be judged the last time. Wall time.
  retry_at timestamptz
);
CREATE INDEX waiting_number ON networks.waiting (number);

-- How many concerns were judged, in a few rows, so that connections that count at once do not wait for one another.
CREATE TABLE networks.judged (
  part smallint NOT NULL CONSTRAINT judged_pkey PRIMARY KEY,
  concerns bigint NOT NULL
);
INSERT INTO networks.judged (part, concerns) SELECT part, 0 FROM generate_series(0, 15) part;

-- A shape that turned up: children of different homes whom the same things reach, whether or not anybody was told of it.
CREATE TABLE networks.shapes (
  concern_id uuid NOT NULL,
  number integer NOT NULL,
  CONSTRAINT shapes_pkey PRIMARY KEY (concern_id, number)
);
-- The mentions of children that were in a shape: a shape is another one when most of its children were in none.
CREATE TABLE networks.in_shapes (
  mention_id uuid NOT NULL CONSTRAINT in_shapes_pkey PRIMARY KEY
);

GRANT SELECT, INSERT, UPDATE, DELETE ON networks.waiting TO heed_app;
GRANT SELECT, UPDATE ON networks.judged TO heed_app;
GRANT SELECT, INSERT, DELETE ON networks.shapes, networks.in_shapes TO heed_app;

CREATE OR REPLACE FUNCTION networks.forget_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  DELETE FROM networks.sightings WHERE mention_id = NEW.id;
  DELETE FROM networks.in_shapes WHERE mention_id = NEW.id;
  DELETE FROM networks.absences WHERE mention_id = NEW.id;
  RETURN NULL;
END $$;
