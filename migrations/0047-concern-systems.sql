-- An agency's computer system stands to the concerns that its agency's systems raised, and to no others. Apart from
-- concerns.relations because its `account_id` is a client's id; rules and list filters read both.
CREATE VIEW concerns.system_relations AS
  SELECT k.id AS account_id, c.id AS record_id, 'raised-by-system'::text AS relation
    FROM concerns.concerns c JOIN access.api_clients k ON k.agency_id = c.agency_id AND k.revoked_at IS NULL
    WHERE c.channel = 'partner-api';
GRANT SELECT ON concerns.system_relations TO heed_app;
