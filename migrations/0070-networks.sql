-- The watch for networks (60-linking.md, "Networks"): which child or thing a concern names, by every handle under which the
-- same one may be named elsewhere: a record that a person linked it to, or a match key that is an identity. Derived from
-- people.mentions and people.links, kept in the same transaction, and made again from them by `heed networks rebuild`.
CREATE SCHEMA networks;
GRANT USAGE ON SCHEMA networks TO heed_app, heed_reader;

CREATE TABLE networks.sightings (
  concern_id uuid NOT NULL,
  mention_id uuid NOT NULL,
  -- What is named; `home` is where a named child lives, so that children of one home are not taken for a network.
  role text NOT NULL CONSTRAINT sightings_role CHECK
    (role IN ('child', 'adult', 'phone', 'vehicle', 'place', 'account', 'organisation', 'home')),
  -- A match key, or the first eight bytes that tell one record's id from another's.
  handle bigint NOT NULL,
  -- The handle is a record's: a person said so.
  record boolean NOT NULL,
  at timestamptz NOT NULL,
  -- Who told: an agency's id, or the kind of person where no agency did.
  source text NOT NULL,
  CONSTRAINT sightings_pkey PRIMARY KEY (mention_id, role, handle, record)
);
CREATE INDEX sightings_concern ON networks.sightings (concern_id);
-- The newest concerns that name something, however many there are.
CREATE INDEX sightings_handle ON networks.sightings (role, handle, at DESC, concern_id);

GRANT SELECT, INSERT, DELETE ON networks.sightings TO heed_app;
