/**
 * What somebody saw is entered before it is shown to them. The entries leave together with the end of the transaction
 * (docs/decisions/0303), so what becomes of both when the entries cannot be written is held to here.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { RecordRef } from '../../src/kernel/entry.ts';
import type { LedgerAppend } from '../../src/kernel/ledger-port.ts';
import type { Tx } from '../../src/kernel/tx.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { openLedgerWorld } from '../support/ledger-world.ts';

const world = await openLedgerWorld();
after(() => world.close());

const PUBLIC = { actor: { kind: 'public' }, basis: null } as const;
const subject = (): RecordRef => ({ kind: 'concern', id: machineIds.next<'concern'>() });
const looked = (about: RecordRef) => ({ act: 'tests.looked', subject: about, body: {} }) as const;

async function listEntries() {
  const { rows } = await world.pool.query('select act, xmin::text as xmin from ledger.entries order by id');
  return rows as { act: string; xmin: string }[];
}

/** As the ledger hands it on: it may be that nobody listens. */
function unheard(asked: Promise<unknown>): Promise<void> {
  const written = asked.then(() => undefined);
  written.catch(() => undefined);
  return written;
}

/** A ledger whose last statement PostgreSQL refuses. */
const refusing: LedgerAppend = {
  ...world.spine.ledger,
  append: async (tx) => ({
    written: unheard(sql`insert into ledger.entries (id) values (null)`.execute(tx)),
  }),
};

describe('who saw what', () => {
  test('is entered in the transaction in which it was seen, before it is shown', async () => {
    let own = '';
    const seen = await runQuery(world.spine, PUBLIC, async (tx) => {
      const { rows } = await sql<{ own: string }>`select pg_current_xact_id()::text as own`.execute(tx);
      own = rows[0]?.own ?? '';
      return { ok: true, value: 'words', entries: [looked(subject())] };
    });
    assert.deepEqual(seen, { ok: true, value: 'words' });
    assert.deepEqual(await listEntries(), [{ act: 'tests.looked', xmin: own }]);
  });

  test('that cannot be entered is not shown, and nothing else of it is kept', async () => {
    const before = await listEntries();
    await assert.rejects(
      runQuery({ ...world.spine, ledger: refusing }, PUBLIC, async (tx, ctx) => {
        // Something that looking changes, such as a notice that was opened.
        await (await world.spine.ledger.append(tx, ctx, [looked(subject())])).written;
        return { ok: true, value: 'words', entries: [looked(subject())] };
      }),
      /null value in column "id"/,
    );
    assert.deepEqual(await listEntries(), before);
  });

  test('of a command whose events could not be put down is not entered either, and Heed goes on', async () => {
    const before = await listEntries();
    const outbox = {
      put: async (tx: Tx) => void (await sql`select 1 / 0`.execute(tx)),
    };
    const event = { name: 'tests.happened', data: {} } as const;
    await assert.rejects(
      runCommand({ ...world.spine, outbox }, PUBLIC, async () => ({
        ok: true,
        value: null,
        entries: [looked(subject())],
        events: [event],
      })),
      /division by zero/,
    );
    assert.deepEqual(await listEntries(), before);
  });

  test('fails for the reason why, whichever of several asked together is heard first', async () => {
    const asked = runQuery(world.spine, PUBLIC, async (tx) => {
      const slow = async () => {
        try {
          await sql`select 1 / 0`.execute(tx);
        } finally {
          for (let turn = 0; turn < 20; turn += 1) await null;
        }
      };
      await Promise.all([slow(), sql`select 1`.execute(tx), sql`select 2`.execute(tx)]);
      return { ok: true, value: null, entries: [] };
    });
    await assert.rejects(asked, /division by zero/);
    const next = await runQuery(world.spine, PUBLIC, async (tx) => {
      await sql`select 1`.execute(tx);
      return { ok: true, value: 'words', entries: [] };
    });
    assert.deepEqual(next, { ok: true, value: 'words' });
  });

  test('is looked for no longer once the looking has failed, in nobody else’s transaction', async () => {
    const goesOn = Promise.withResolvers<void>();
    let late: Promise<unknown> = Promise.resolve();
    await assert.rejects(
      runQuery(world.spine, PUBLIC, async (tx) => {
        late = goesOn.promise.then(() => sql`select 1`.execute(tx));
        throw new Error('words were damaged');
      }),
      /words were damaged/,
    );
    goesOn.resolve();
    await assert.rejects(late, /already rolled back/);
  });

  test('is entered afterwards on the same connections as if nothing had been', async () => {
    const again = await Promise.all(
      Array.from({ length: 8 }, () =>
        runQuery(world.spine, PUBLIC, async () => ({
          ok: true,
          value: null,
          entries: [looked(subject())],
        })),
      ),
    );
    assert.ok(again.every(({ ok }) => ok));
    assert.equal((await listEntries()).length, 9);
  });

  test('is tried again as a whole where another transaction was in the way', async () => {
    let tries = 0;
    const busyOnce: LedgerAppend = {
      ...world.spine.ledger,
      append: async (tx, ctx, entries) => {
        tries += 1;
        if (tries > 1) return world.spine.ledger.append(tx, ctx, entries);
        const fails = sql`do $$ begin raise exception 'in the way' using errcode = '40001'; end $$`;
        return { written: unheard(fails.execute(tx)) };
      },
    };
    const seen = await runQuery({ ...world.spine, ledger: busyOnce }, PUBLIC, async () => ({
      ok: true,
      value: tries,
      entries: [looked(subject())],
    }));
    assert.deepEqual(seen, { ok: true, value: 1 });
    assert.equal((await listEntries()).length, 10);
  });
});
