/** Concerns at rest, and two people in two agencies who decide what becomes of them. */
import pg from 'pg';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { Outcome } from '../../src/kernel/refusal.ts';
import { confirmErasure, proposeErasure } from '../../src/modules/concerns/index.ts';
import type { World } from './concern-world.ts';

export const ERASING_REASON = 'The request was upheld by the information commissioner on appeal.';
export const WORDS = 'The grey van with the ladder waits by the boathouse.';
/** The council's post that answers for information, and the scrutineer, of the partnership. */
export const GOVERNANCE = 'information-governance';
export const SECOND = 'scrutineer';

/** What was refused, or null. */
export const codeOf = (done: Outcome<unknown>) => (done.ok ? null : done.refusal.code);

/** Ways to bring a concern to rest and erase it, in this world. */
export function openErasing(world: World) {
  /** As though everything owed had been done, and it had been answered. */
  async function rest(id: ConcernId): Promise<void> {
    const owner = new pg.Client({ connectionString: world.database.urls.owner });
    await owner.connect();
    await owner.query(
      `update duties.duties set state = 'met', ended_at = from_at, ended_act = 'tests.done', next_at = null
       where about_id = $1 and state = 'open'`,
      [id],
    );
    await owner.query(
      `update concerns.concerns set standing = 'answered', answered_at = received_at where id = $1`,
      [id],
    );
    await owner.end();
  }
  async function atRest(over: Parameters<World['raise']>[0] = {}) {
    const raised = await world.raise({ worry: WORDS, ...over });
    await rest(raised.id);
    return raised;
  }
  const propose = (concern: ConcernId, who = GOVERNANCE, over = {}) =>
    world.act(who, proposeErasure(world.ports), {
      concern,
      ground: 'rights-request',
      reason: ERASING_REASON,
      checked: false,
      ...over,
    });
  async function proposed(concern: ConcernId): Promise<string> {
    const done = await propose(concern);
    if (!done.ok) throw new Error(done.refusal.code);
    return done.value;
  }
  const confirm = (erasure: string, who = SECOND) =>
    world.act(who, confirmErasure(world.ports), { erasure, reason: ERASING_REASON, lossRead: true });
  async function erase(concern: ConcernId): Promise<string> {
    const erasure = await proposed(concern);
    const done = await confirm(erasure);
    if (!done.ok) throw new Error(done.refusal.code);
    return erasure;
  }
  /** Entries of one act, as committed to, with the rule behind each. */
  const entries = (act: string) =>
    world.rows<{ entry: string; basis: string }>(
      `select entry, entry::jsonb ->> 'basis' as basis from ledger.entries where act = $1 order by id`,
      [act],
    );
  /** How many keys a record has: one, or none. */
  const keysOf = async (kind: string, id: string) =>
    (
      await world.rows(
        `select 1 from ledger.refs r join ledger.body_keys k on k.ref = r.ref where r.kind = $1 and r.id = $2`,
        [kind, id],
      )
    ).length;
  return { rest, atRest, propose, proposed, confirm, erase, entries, keysOf };
}
