-- The newest concerns of a record, straight from the index: a car or a school may be linked to fifty thousand, and a page
-- reads a hundred (docs/decisions/0335).
CREATE INDEX links_record_newest ON people.links (record_id, mention_id) WHERE status = 'confirmed';
