import type { Generated, Insertable } from 'kysely';
import type { AccountId, AgencyId, AreaId, ClientId, Id, PostId, TeamId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import type { ProposalId } from '../domain/change.ts';
import type { PostFunction } from '../domain/post-function.ts';
import type { SessionId, SessionMethod } from '../domain/session.ts';

type Instant = Temporal.Instant;

/** The rows of schema `access` that this module reads and writes (migrations/0010-access.sql says what each is for). */
export type AccessTables = {
  'access.areas': { id: AreaId; name: string; created_at: Instant };
  'access.agencies': {
    id: AgencyId;
    area_id: AreaId;
    name: string;
    kind: string;
    outside: boolean;
    created_at: Instant;
  };
  'access.teams': { id: TeamId; agency_id: AgencyId; name: string; created_at: Instant };
  'access.posts': {
    id: PostId;
    agency_id: AgencyId;
    team_id: TeamId | null;
    name: string;
    functions: PostFunction[];
    reports_to: PostId | null;
    phone: string | null;
    created_at: Instant;
  };
  'access.accounts': {
    id: AccountId;
    agency_id: AgencyId;
    name: string;
    email: string;
    phone: string | null;
    created_at: Instant;
    disabled_at: Instant | null;
  };
  'access.holdings': {
    id: Id<'holding'>;
    post_id: PostId;
    account_id: AccountId;
    from_at: Instant;
    to_at: Instant | null;
  };
  'access.proposals': {
    id: ProposalId;
    kind: string;
    change: unknown;
    reason: string;
    proposed_by: AccountId;
    proposed_at: Instant;
    settled: Generated<'confirmed' | 'refused' | null>;
    settled_by: Generated<AccountId | null>;
    settled_at: Generated<Instant | null>;
    settled_reason: Generated<string | null>;
  };
  'access.passwords': { account_id: AccountId; hash: string; changed_at: Instant };
  'access.totps': {
    account_id: AccountId;
    sealed_secret: Uint8Array;
    confirmed_at: Instant;
    last_step: Generated<number>;
  };
  'access.passkeys': {
    credential_id: string;
    account_id: AccountId;
    public_key: Uint8Array;
    counter: number;
    transports: string[];
    name: string;
    created_at: Instant;
    last_used_at: Instant | null;
  };
  'access.identities': { issuer: string; subject: string; account_id: AccountId; created_at: Instant };
  'access.sign_ins': {
    token_hash: Uint8Array;
    account_id: AccountId | null;
    stage: 'invited' | 'first-factor' | 'passkey' | 'openid';
    expected: unknown;
    return_to: string;
    expires_at: Instant;
  };
  'access.sessions': {
    id: SessionId;
    token_hash: Uint8Array;
    account_id: AccountId;
    csrf: string;
    method: SessionMethod;
    device: string;
    post_id: PostId | null;
    created_at: Instant;
    seen_at: Instant;
    ended_at: Instant | null;
  };
  'access.autosaves': { account_id: AccountId; form: string; sealed: Uint8Array; saved_at: Instant };
  'access.api_clients': {
    id: ClientId;
    agency_id: AgencyId;
    name: string;
    secret_hash: Uint8Array;
    scopes: string[];
    thumbprint: string | null;
    created_at: Instant;
    revoked_at: Instant | null;
  };
  'access.api_tokens': { token_hash: Uint8Array; client_id: ClientId; scopes: string[]; expires_at: Instant };
};

/** A row to insert into `T`. */
export type NewRow<T extends keyof AccessTables> = Insertable<AccessTables[T]>;

/** `tx` narrowed to this module's tables. */
export function accessTables(tx: Tx) {
  return tx.withTables<AccessTables>();
}

/** The pool narrowed to this module's tables: only for what is no act (a session seen again, a token looked up). */
export function accessTablesOf(db: Db) {
  return db.withTables<AccessTables>();
}
