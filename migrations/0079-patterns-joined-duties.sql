-- What is owed about a pattern that became part of another is owed about that other: the review of the first is met by it.
UPDATE duties.rules SET met_by = met_by || ARRAY['concerns.pattern-joined']
  WHERE id = 'front-door.review-pattern' AND NOT met_by @> ARRAY['concerns.pattern-joined'];
