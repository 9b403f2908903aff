-- A record's protections, those that ended too, are found without reading all there ever were.
CREATE INDEX protections_record ON people.protections (record_id);
