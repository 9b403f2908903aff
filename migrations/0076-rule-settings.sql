-- What an area set each rule to that points something out: confirmed by the scrutineer, in force from an instant, never
-- overwritten (20-domain.md, "Facts of the area kept as configuration"). A rule with no row is as it is shipped.
CREATE TABLE access.rule_settings (
  rule text NOT NULL,
  version integer NOT NULL,
  is_on boolean NOT NULL,
  threshold smallint NOT NULL,
  in_force_from timestamptz NOT NULL,
  -- Who proposed it; null where the operator set it.
  proposed_by uuid CONSTRAINT rule_settings_proposed_by_fkey REFERENCES access.accounts,
  CONSTRAINT rule_settings_pkey PRIMARY KEY (rule, version)
);
GRANT SELECT, INSERT ON access.rule_settings TO heed_app;
