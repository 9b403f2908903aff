import { type Expression, type RawBuilder, sql } from 'kysely';
import type { AccessCheck, AccessVerdict } from '../../../kernel/access-check.ts';
import type { Actor } from '../../../kernel/actor.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { ClientId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { runQuery } from '../../../platform/run-query.ts';
import type { Spine } from '../../../platform/transaction.ts';
import { type Asked, type Condition, holds, isRelation, rulesFor } from '../domain/access-rule.ts';
import { accessTables } from './access-tables.store.ts';
import type { CedarRules } from './cedar-rules.store.ts';

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

async function listFunctions(tx: Tx, who: Principal): Promise<readonly string[]> {
  if (who.type !== 'Account') return [];
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT unnest(functions) AS name FROM access.current_holdings WHERE account_id = ${who.id}`.execute(
    tx,
  );
  return rows.map((row) => row.name);
}

async function listScopes(tx: Tx, who: Principal): Promise<readonly string[]> {
  if (who.type !== 'Client') return [];
  const row = await accessTables(tx)
    .selectFrom('access.api_clients')
    .select('scopes')
    .where('id', '=', who.id as ClientId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  const scopes = row?.scopes ?? [];
  return who.only ? scopes.filter((scope) => who.only?.includes(scope)) : scopes;
}

async function listRelations(
  tx: Tx,
  views: readonly string[] | undefined,
  who: Principal,
  id: string,
): Promise<readonly string[]> {
  if (views === undefined) return [];
  const { rows } = await sql<{ relation: string }>`
    SELECT DISTINCT relation FROM ${standingIn(views)} standing
    WHERE account_id = ${who.id} AND record_id = ${id}`.execute(tx);
  return rows.map((row) => row.relation);
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
      return holds(condition, { relations: [], ...known }) ? sql<boolean>`true` : sql<boolean>`false`;
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

  async function decideIn(
    tx: Tx,
    actor: Actor,
    action: string,
    resource: RecordRef | null,
    at: Temporal.Instant,
  ): Promise<AccessVerdict> {
    const who = principalOf(actor);
    if (!who) return REFUSED;
    if (!known.has(action)) throw new Error(`no access rule speaks of ${action}`);
    await setAsOf(tx, at);
    const relations =
      resource === null ? [] : await listRelations(tx, views[resource.kind], who, resource.id);
    const unknown = relations.find((relation) => !isRelation(relation));
    if (unknown !== undefined) throw new Error(`access rules know no relation ${unknown}`);
    const facts = { relations, functions: await listFunctions(tx, who), scopes: await listScopes(tx, who) };
    const what = { type: typeOf(resource?.kind ?? null), id: resource?.id ?? 'heed' };
    const { allowed, rule } = rules.ask({ type: who.type, id: who.id }, action, what, facts);
    return allowed && rule !== null ? { allowed, basis: rule } : { allowed: false, basis: rule };
  }

  return {
    actions: known,

    decide: async (actor, action, resource) => {
      const asked = await runQuery(spine, { actor, basis: null }, async (tx, ctx) => ({
        ok: true,
        value: await decideIn(tx, actor, action, resource, ctx.now),
        entries: [],
      }));
      return asked.ok ? asked.value : REFUSED;
    },

    decideIn,

    filterFor: async (tx, actor, action, kind, id, at) => {
      const who = principalOf(actor);
      const view = views[kind];
      if (!who) return sql<boolean>`false`;
      if (!known.has(action)) throw new Error(`no access rule speaks of ${action}`);
      await setAsOf(tx, at);
      const settled = { functions: await listFunctions(tx, who), scopes: await listScopes(tx, who) };
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
