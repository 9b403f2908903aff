-- Who may use Heed and in which post: areas, agencies, teams, posts, accounts, who held which post and when;
-- how they prove who they are; and agencies' computer systems. Duties belong to posts, never to people, so
-- holdings are kept for ever: "who was responsible that day" always has an answer.
CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO heed_app, heed_reader;

CREATE TABLE access.areas (
  id uuid CONSTRAINT areas_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT areas_name_length CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL
);

CREATE TABLE access.agencies (
  id uuid CONSTRAINT agencies_pkey PRIMARY KEY,
  area_id uuid NOT NULL CONSTRAINT agencies_area_fkey REFERENCES access.areas,
  name text NOT NULL CONSTRAINT agencies_name_length CHECK (length(name) BETWEEN 1 AND 200),
  kind text NOT NULL CONSTRAINT agencies_kind_shape CHECK (kind ~ '^[a-z][a-z-]{1,40}$'),
  -- True for a body outside the organisations that must answer: a ladder has to end at one of these.
  outside boolean NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT agencies_name_once UNIQUE (area_id, name)
);

CREATE TABLE access.teams (
  id uuid CONSTRAINT teams_pkey PRIMARY KEY,
  agency_id uuid NOT NULL CONSTRAINT teams_agency_fkey REFERENCES access.agencies,
  name text NOT NULL CONSTRAINT teams_name_length CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL,
  CONSTRAINT teams_name_once UNIQUE (agency_id, name)
);

CREATE TABLE access.posts (
  id uuid CONSTRAINT posts_pkey PRIMARY KEY,
  agency_id uuid NOT NULL CONSTRAINT posts_agency_fkey REFERENCES access.agencies,
  team_id uuid CONSTRAINT posts_team_fkey REFERENCES access.teams,
  name text NOT NULL CONSTRAINT posts_name_length CHECK (length(name) BETWEEN 1 AND 200),
  functions text[] NOT NULL,
  reports_to uuid CONSTRAINT posts_reports_to_fkey REFERENCES access.posts
    CONSTRAINT posts_not_own_manager CHECK (reports_to <> id),
  -- Rung when a red duty is not opened and a person must be told by voice.
  phone text CONSTRAINT posts_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  created_at timestamptz NOT NULL,
  CONSTRAINT posts_name_once UNIQUE (agency_id, name)
);
CREATE INDEX posts_functions ON access.posts USING gin (functions);
CREATE INDEX posts_reports_to ON access.posts (reports_to);

CREATE TABLE access.accounts (
  id uuid CONSTRAINT accounts_pkey PRIMARY KEY,
  -- Who they work for, whatever posts they hold.
  agency_id uuid NOT NULL CONSTRAINT accounts_agency_fkey REFERENCES access.agencies,
  name text NOT NULL CONSTRAINT accounts_name_length CHECK (length(name) BETWEEN 1 AND 200),
  -- Lower case, so that one person cannot become two accounts by the shift key.
  email text NOT NULL CONSTRAINT accounts_email_once UNIQUE
    CONSTRAINT accounts_email_lower CHECK (email = lower(email) AND length(email) <= 254 AND email LIKE '%_@_%'),
  phone text CONSTRAINT accounts_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);

-- Who held which post, from an instant (inclusive) to an instant (exclusive; null while held).
CREATE TABLE access.holdings (
  id uuid CONSTRAINT holdings_pkey PRIMARY KEY,
  post_id uuid NOT NULL CONSTRAINT holdings_post_fkey REFERENCES access.posts,
  account_id uuid NOT NULL CONSTRAINT holdings_account_fkey REFERENCES access.accounts,
  from_at timestamptz NOT NULL,
  to_at timestamptz CONSTRAINT holdings_order CHECK (to_at >= from_at)
);
CREATE INDEX holdings_post ON access.holdings (post_id, from_at);
CREATE INDEX holdings_account ON access.holdings (account_id, from_at);
-- Nobody holds one post twice at the same time.
CREATE UNIQUE INDEX holdings_once ON access.holdings (post_id, account_id) WHERE to_at IS NULL;

-- Changes to the area's configuration wait here until the scrutineer confirms them.
CREATE TABLE access.proposals (
  id uuid CONSTRAINT proposals_pkey PRIMARY KEY,
  kind text NOT NULL,
  change jsonb NOT NULL,
  reason text NOT NULL CONSTRAINT proposals_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
  proposed_by uuid NOT NULL CONSTRAINT proposals_proposed_by_fkey REFERENCES access.accounts,
  proposed_at timestamptz NOT NULL,
  settled text CONSTRAINT proposals_settled CHECK (settled IN ('confirmed', 'refused')),
  settled_by uuid CONSTRAINT proposals_settled_by_fkey REFERENCES access.accounts,
  settled_at timestamptz,
  settled_reason text,
  CONSTRAINT proposals_two_people CHECK (settled_by <> proposed_by),
  CONSTRAINT proposals_settled_whole CHECK (
    (settled IS NULL) = (settled_by IS NULL) AND (settled IS NULL) = (settled_at IS NULL)
  )
);
CREATE INDEX proposals_open ON access.proposals (proposed_at) WHERE settled IS NULL;

-- Proof of who somebody is.
CREATE TABLE access.passwords (
  account_id uuid CONSTRAINT passwords_pkey PRIMARY KEY CONSTRAINT passwords_account_fkey REFERENCES access.accounts,
  hash text NOT NULL CONSTRAINT passwords_argon2id CHECK (hash LIKE '$argon2id$%'),
  changed_at timestamptz NOT NULL
);

CREATE TABLE access.totps (
  account_id uuid CONSTRAINT totps_pkey PRIMARY KEY CONSTRAINT totps_account_fkey REFERENCES access.accounts,
  -- Sealed under a key that is not in the database, so that a stolen dump can't make codes.
  sealed_secret bytea NOT NULL,
  confirmed_at timestamptz NOT NULL,
  -- The 30-second step of the newest code accepted: no code works twice.
  last_step bigint NOT NULL DEFAULT -1
);

CREATE TABLE access.passkeys (
  credential_id text CONSTRAINT passkeys_pkey PRIMARY KEY,
  account_id uuid NOT NULL CONSTRAINT passkeys_account_fkey REFERENCES access.accounts,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL CONSTRAINT passkeys_name_length CHECK (length(name) BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX passkeys_account ON access.passkeys (account_id);

CREATE TABLE access.identities (
  issuer text NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL CONSTRAINT identities_account_fkey REFERENCES access.accounts,
  created_at timestamptz NOT NULL,
  CONSTRAINT identities_pkey PRIMARY KEY (issuer, subject)
);

-- A sign-in half done: an invitation not yet taken up, a first factor given and the second awaited, a passkey's or an
-- OpenID provider's answer awaited.
CREATE TABLE access.sign_ins (
  token_hash bytea CONSTRAINT sign_ins_pkey PRIMARY KEY,
  account_id uuid CONSTRAINT sign_ins_account_fkey REFERENCES access.accounts,
  stage text NOT NULL CONSTRAINT sign_ins_stage CHECK (stage IN ('invited', 'first-factor', 'passkey', 'openid')),
  -- What this attempt has to be matched with: a passkey challenge, or an OpenID state, nonce and verifier.
  expected jsonb NOT NULL,
  return_to text NOT NULL CONSTRAINT sign_ins_return_local CHECK (return_to ~ '^/([^/\\]|$)'),
  expires_at timestamptz NOT NULL
);

CREATE TABLE access.sessions (
  id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
  token_hash bytea NOT NULL CONSTRAINT sessions_token_once UNIQUE,
  account_id uuid NOT NULL CONSTRAINT sessions_account_fkey REFERENCES access.accounts,
  csrf text NOT NULL,
  method text NOT NULL CONSTRAINT sessions_method CHECK (method IN ('totp', 'passkey', 'openid', 'demo')),
  -- The hat last chosen; null until one is. It counts only while it is held.
  post_id uuid CONSTRAINT sessions_post_fkey REFERENCES access.posts,
  device text NOT NULL CONSTRAINT sessions_device_length CHECK (length(device) <= 200),
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX sessions_account ON access.sessions (account_id) WHERE ended_at IS NULL;

-- Wrong guesses, by a keyed hash of what was guessed at: never an address, never an e-mail in clear.
CREATE TABLE access.guesses (
  about_hash bytea CONSTRAINT guesses_pkey PRIMARY KEY,
  wrong integer NOT NULL,
  blocked_until timestamptz NOT NULL,
  last_at timestamptz NOT NULL
);

CREATE TABLE access.autosaves (
  account_id uuid NOT NULL CONSTRAINT autosaves_account_fkey REFERENCES access.accounts,
  form text NOT NULL CONSTRAINT autosaves_form_shape CHECK (form ~ '^[a-z0-9][a-z0-9.:-]{0,199}$'),
  sealed bytea NOT NULL,
  saved_at timestamptz NOT NULL,
  CONSTRAINT autosaves_pkey PRIMARY KEY (account_id, form)
);

CREATE TABLE access.api_clients (
  id uuid CONSTRAINT api_clients_pkey PRIMARY KEY,
  agency_id uuid NOT NULL CONSTRAINT api_clients_agency_fkey REFERENCES access.agencies,
  name text NOT NULL CONSTRAINT api_clients_name_length CHECK (length(name) BETWEEN 1 AND 200),
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  -- SHA-256 of the certificate the proxy must have seen; null when mutual TLS is not asked of this client.
  thumbprint text CONSTRAINT api_clients_thumbprint_shape CHECK (thumbprint ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);

CREATE TABLE access.api_tokens (
  token_hash bytea CONSTRAINT api_tokens_pkey PRIMARY KEY,
  client_id uuid NOT NULL CONSTRAINT api_tokens_client_fkey REFERENCES access.api_clients,
  scopes text[] NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX api_tokens_expiry ON access.api_tokens (expires_at);

-- The instant as of which this transaction asks who holds what: run-command and run-query hand domain time in.
-- Not set, it is null, nobody holds anything, and every permit that needs a relation fails closed.
CREATE FUNCTION access.as_of() RETURNS timestamptz LANGUAGE sql STABLE
  RETURN nullif(current_setting('heed.now', true), '')::timestamptz;

-- Who holds what as of that instant. Relation views of other modules build on this one.
CREATE VIEW access.current_holdings AS
  SELECT h.account_id, h.post_id, p.agency_id, p.team_id, p.functions, p.reports_to
  FROM access.holdings h
  JOIN access.posts p ON p.id = h.post_id
  JOIN access.accounts a ON a.id = h.account_id AND a.disabled_at IS NULL
  WHERE h.from_at <= access.as_of() AND (h.to_at IS NULL OR h.to_at > access.as_of());

-- Every post with every post above it in its line, itself left out. UNION stops at a loop.
CREATE VIEW access.lines AS
  WITH RECURSIVE line (post_id, above_id) AS (
    SELECT id, reports_to FROM access.posts WHERE reports_to IS NOT NULL
    UNION
    SELECT line.post_id, p.reports_to FROM line JOIN access.posts p ON p.id = line.above_id
    WHERE p.reports_to IS NOT NULL
  )
  SELECT post_id, above_id FROM line;

GRANT SELECT, INSERT ON access.areas, access.agencies, access.teams, access.posts, access.accounts, access.holdings,
  access.proposals, access.passwords, access.totps, access.passkeys, access.identities, access.sign_ins,
  access.sessions, access.guesses, access.autosaves, access.api_clients, access.api_tokens TO heed_app;
GRANT UPDATE (name, team_id, functions, reports_to, phone) ON access.posts TO heed_app;
GRANT UPDATE (name, phone, disabled_at) ON access.accounts TO heed_app;
GRANT UPDATE (to_at) ON access.holdings TO heed_app;
GRANT UPDATE (settled, settled_by, settled_at, settled_reason) ON access.proposals TO heed_app;
GRANT UPDATE (hash, changed_at) ON access.passwords TO heed_app;
GRANT UPDATE (sealed_secret, confirmed_at, last_step) ON access.totps TO heed_app;
GRANT UPDATE (counter, last_used_at) ON access.passkeys TO heed_app;
GRANT UPDATE (seen_at, ended_at, post_id) ON access.sessions TO heed_app;
GRANT UPDATE (wrong, blocked_until, last_at) ON access.guesses TO heed_app;
GRANT UPDATE (sealed, saved_at) ON access.autosaves TO heed_app;
GRANT UPDATE (revoked_at) ON access.api_clients TO heed_app;
-- Things that stop mattering: half-done sign-ins, spent guesses and tokens, drafts that were sent, a lost passkey.
GRANT DELETE ON access.sign_ins, access.guesses, access.autosaves, access.api_tokens, access.passkeys TO heed_app;
GRANT SELECT ON access.current_holdings, access.lines TO heed_app, heed_reader;
GRANT SELECT ON access.areas, access.agencies, access.teams, access.posts, access.accounts, access.holdings TO heed_reader;
