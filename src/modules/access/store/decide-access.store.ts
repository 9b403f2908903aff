import { type Expression, type RawBuilder, sql } from 'kysely';
import type { AccessCheck, AccessVerdict } from '../../../kernel/access-check.ts';
import type { Actor } from '../../../kernel/actor.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import { asId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import { runQuery } from '../../../platform/run-query.ts';
import type { Spine } from '../../../platform/transaction.ts';
import {
  type Asked,
  type Condition,
  type Facts,
  holds,
  isRelation,
  rulesFor,
} from '../domain/access-rule.ts';
import type { CedarRules } from './cedar-rules.store.ts';
import { listHeldBy } from './held-posts.store.ts';

/**
 * For each kind of record, the views that say who stands how to it: `(account_id, record_id, relation)`, as of
 * `access.as_of()`. A kind with no view has no relations, so only rules about functions let anybody in.
 */
export type RelationViews = Partial<Readonly<Record<RecordRef['kind'], readonly string[]>>>;

/** Who stands how, from all the views of one kind of record. */
function standingIn(views: readonly string[]): RawBuilder<unknown> {
  const each = views.map((view) => sql`SELECT account_id, record_id, relation FROM ${sql.table(view)}`);
  return sql`(${sql.join(each, sql` UNION ALL `)})`;
}

/** What deciding needs: the rules, and where relations come from. */
export interface AccessOptions {
  readonly rules: CedarRules;
  readonly views: RelationViews;
  readonly spine: Spine;
}

/** Decides one act, and filters lists of records by the same rules. */
export interface Access extends AccessCheck {
  /** Every action that some rule speaks of. Asking about any other throws: a route must have its rule. */
  readonly actions: ReadonlySet<string>;
  /** As `decide`, inside a transaction: for what a page shows or a command checks for itself. */
  decideIn(
    tx: Tx,
    actor: Actor,
    action: string,
    resource: RecordRef | null,
    at: Temporal.Instant,
  ): Promise<AccessVerdict>;
  /**
   * Whether whoever holds posts for `functions` may do something to nothing in particular, asked of the rules alone: for
   * showing a link or leaving it out. The page behind it asks again.
   */
  offers(
    functions: readonly string[],
    action: string,
    about?: { readonly kind: RecordRef['kind']; readonly relations: readonly string[] },
  ): boolean;
  /**
   * A condition for `WHERE`: true of exactly those records that `decide` would allow. `id` is the record's id column.
   */
  filterFor(
    tx: Tx,
    actor: Actor,
    action: string,
    kind: RecordRef['kind'],
    id: Expression<unknown>,
    at: Temporal.Instant,
  ): Promise<RawBuilder<boolean>>;
}

/** What rules call each kind of record: `concern` is `Concern`; nothing in particular is `Heed`. */
function typeOf(kind: RecordRef['kind'] | null): string {
  return kind === null ? 'Heed' : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

type Principal = {
  readonly type: 'Account' | 'Client';
  readonly id: string;
  /** A token may be good for less than its system is. */
  readonly only?: readonly string[] | undefined;
};

function principalOf(actor: Actor): Principal | null {
  if (actor.kind === 'account') return { type: 'Account', id: actor.account };
  return actor.kind === 'client' ? { type: 'Client', id: actor.client, only: actor.scopes } : null;
}

/** Says, for the rest of this transaction, as of when relations are asked. */
export async function setAsOf(tx: Tx, at: Temporal.Instant): Promise<void> {
  await sql`SELECT set_config('heed.now', ${at.toString()}, true)`.execute(tx);
}

/** How somebody stands to a record, as of the instant that the transaction was told. */
async function readRelations(
  tx: Tx | Db,
  views: readonly string[],
  who: Principal,
  id: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ relation: string }>`
    SELECT DISTINCT standing.relation FROM ${standingIn(views)} standing
    WHERE standing.account_id = ${who.id}::uuid AND standing.record_id = ${id}::uuid`.execute(tx);
  return rows.map((row) => row.relation);
}

/** What a system may do: what its registration says, and of that what its token is good for. */
async function readScopes(tx: Tx | Db, who: Principal): Promise<readonly string[]> {
  const { rows } = await sql<{ scopes: readonly string[] }>`
    SELECT client.scopes FROM access.api_clients client
    WHERE client.id = ${who.id}::uuid AND client.revoked_at IS NULL`.execute(tx);
  const scopes = rows[0]?.scopes ?? [];
  return who.only ? scopes.filter((one) => who.only?.includes(one)) : scopes;
}

/** What is true of somebody whatever the record is. Of a person, from what is kept of the organisation (0506). */
async function readStanding(tx: Tx | Db, who: Principal, at: Temporal.Instant): Promise<Facts> {
  if (who.type === 'Client') return { relations: [], functions: [], scopes: await readScopes(tx, who) };
  const held = await listHeldBy(tx, asId<'account'>(who.id), at);
  return { relations: [], functions: [...new Set(held.flatMap((post) => post.functions))], scopes: [] };
}

const REFUSED: AccessVerdict = { allowed: false, basis: null };

/** A condition of a rule as SQL; what doesn't depend on the record is settled beforehand. */
function toSql(
  condition: Condition,
  known: Readonly<Record<Exclude<Asked, 'relations'>, readonly string[]>>,
  stands: (words: readonly string[]) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  switch (condition.op) {
    case 'any-of':
      if (condition.asked === 'relations') return stands(condition.words);
      return holds(condition, { ...known, relations: [] }) ? sql<boolean>`true` : sql<boolean>`false`;
    case 'not':
      return sql<boolean>`NOT (${toSql(condition.part, known, stands)})`;
    case 'and':
    case 'or': {
      const parts = condition.parts.map((part) => sql`(${toSql(part, known, stands)})`);
      if (parts.length === 0) return condition.op === 'and' ? sql<boolean>`true` : sql<boolean>`false`;
      return sql<boolean>`${sql.join(parts, condition.op === 'and' ? sql` AND ` : sql` OR `)}`;
    }
  }
}

/** Builds the access check over rules and relation views. */
export function createAccess({ rules, views, spine }: AccessOptions): Access {
  const known = new Set(rules.rules.flatMap((rule) => rule.actions));

  /** As of `at`, which the transaction was told already where there is a record in question. */
  async function decideAt(
    tx: Tx | Db,
    actor: Actor,
    action: string,
    resource: RecordRef | null,
    at: Temporal.Instant,
    functions?: readonly string[],
  ): Promise<AccessVerdict> {
    const who = principalOf(actor);
    if (!who) return REFUSED;
    if (!known.has(action)) throw new Error(`no access rule speaks of ${action}`);
    // A system holds no post: with no record in question only its scopes count, and recognising it has just read those.
    const isKnown = functions !== undefined || (who.only !== undefined && !resource);
    const standing: Facts = isKnown
      ? { relations: [], functions: functions ?? [], scopes: functions ? [] : (who.only ?? []) }
      : await readStanding(tx, who, at);
    const from = resource ? views[resource.kind] : undefined;
    const facts: Facts =
      resource && from
        ? { ...standing, relations: await readRelations(tx, from, who, resource.id) }
        : standing;
    const unknown = facts.relations.find((relation) => !isRelation(relation));
    if (unknown !== undefined) throw new Error(`access rules know no relation ${unknown}`);
    const what = { type: typeOf(resource?.kind ?? null), id: resource?.id ?? 'heed' };
    const { allowed, rule } = rules.ask({ type: who.type, id: who.id }, action, what, facts);
    return allowed && rule !== null ? { allowed, basis: rule } : { allowed: false, basis: rule };
  }

  return {
    actions: known,

    decide: async (actor, action, resource, functions) => {
      // With no record in question no view is asked, and so no transaction needs to be told what time it is.
      if (resource === null) return decideAt(spine.db, actor, action, null, spine.clock.domain(), functions);
      const asked = await runQuery(spine, { actor, basis: null }, async (tx, { now }) => ({
        ok: true,
        value: await decideAt(tx, actor, action, resource, now, functions),
        entries: [],
      }));
      return asked.ok ? asked.value : REFUSED;
    },

    decideIn: async (tx, actor, action, resource, at) => {
      if (resource) await setAsOf(tx, at);
      return decideAt(tx, actor, action, resource, at);
    },

    offers: (functions, action, about) => {
      if (!known.has(action)) throw new Error(`no access rule speaks of ${action}`);
      const facts = { relations: about?.relations ?? [], functions, scopes: [] };
      const what = { type: typeOf(about?.kind ?? null), id: 'any' };
      return rules.ask({ type: 'Account', id: 'anybody' }, action, what, facts).allowed;
    },

    filterFor: async (tx, actor, action, kind, id, at) => {
      const who = principalOf(actor);
      const view = views[kind];
      if (!who) return sql<boolean>`false`;
      if (!known.has(action)) throw new Error(`no access rule speaks of ${action}`);
      await setAsOf(tx, at);
      const settled = await readStanding(tx, who, at);
      const stands = (words: readonly string[]): RawBuilder<boolean> =>
        view === undefined
          ? sql<boolean>`false`
          : sql<boolean>`EXISTS (SELECT 1 FROM ${standingIn(view)} standing WHERE standing.account_id = ${who.id}
              AND standing.record_id = ${id} AND standing.relation = ANY (${[...words]}::text[]))`;
      const applying = rulesFor(rules.rules, who.type, action, typeOf(kind));
      const any = (effect: 'permit' | 'forbid') =>
        toSql(
          {
            op: 'or',
            parts: applying.filter((rule) => rule.effect === effect).map((rule) => rule.condition),
          },
          settled,
          stands,
        );
      return sql<boolean>`(${any('permit')}) AND NOT (${any('forbid')})`;
    },
  };
}
