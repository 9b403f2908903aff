/** A whole Heed with a sealed channel, whoever watches it from outside, and whoever alters its database. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LONDON } from '../../src/kernel/clock.ts';
import type { Role } from '../../src/main.ts';
import { grantMirror } from '../../src/modules/disclosures/index.ts';
import { runCanary } from '../../src/operate/disclosures/canary-run.ts';
import { readCanary, writeCanary } from '../../src/operate/disclosures/canary-state.ts';
import { runMirror } from '../../src/operate/disclosures/mirror.ts';
import { openMirrorFolder } from '../../src/operate/disclosures/mirror-folder.ts';
import { openPool } from '../../src/platform/db.ts';
import { until } from './raise-load.ts';
import { openSealedArea, type SealedArea } from './sealed-area.ts';

/** One Heed, its days, and its database as whoever administers it has it: no grant and no trigger holds them. */
export interface WatchedHeed extends SealedArea {
  /** The day in London as this Heed has it. */
  today(): string;
  /** Gives the last statement's rows. */
  asOwner(...statements: readonly string[]): Promise<Record<string, unknown>[]>;
}

/** Starts one on Monday 23 November 2026. Close it in `after`. */
export async function startWatchedHeed(roles: readonly Role[] = ['web', 'worker']): Promise<WatchedHeed> {
  const area = await openSealedArea({ start: '2026-11-23T10:00:00Z', roles });
  const owner = openPool({ url: area.heed.database.urls.superuser, name: 'heed tests', max: 1 });
  return {
    ...area,
    today: () => area.heed.clock.domain().toZonedDateTimeISO(LONDON).toPlainDate().toString(),
    asOwner: async (...statements) => {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) ({ rows } = await owner.query(statement));
      return rows;
    },
    close: async () => {
      await owner.end();
      await area.close();
    },
  };
}

/** Those who watch one Heed from outside, by the grant of `name`, with what they remember in a new `folder`. */
export function watchHeed(heed: WatchedHeed, name: string, folder: string) {
  mkdirSync(folder);
  const [mirror, state] = [join(folder, 'mirror'), join(folder, 'canary')];
  return {
    folder,
    state,
    mirror: async (by = name) => {
      const opened = openMirrorFolder(mirror);
      const grant = await grantBy(heed, by, opened.key);
      return runMirror({ base: heed.heed.url, today: heed.today(), say: () => undefined }, opened, grant);
    },
    canary: async (base = heed.heed.url) =>
      runCanary({
        ...{ base, pin: heed.pin, today: heed.today(), state: readCanary(state) },
        save: (next) => writeCanary(state, next),
      }),
    copied: () => openMirrorFolder(mirror),
  };
}

/** The next day, once the worker has closed the one before and its head can be shown. */
export async function nextDay(heed: WatchedHeed): Promise<void> {
  const closed = heed.today();
  heed.heed.clock.move({ hours: 24 });
  const isShown = async () => (await fetch(`${heed.heed.url}/ledger/days/${closed}`)).status === 200;
  await until(`the head of ${closed} is shown`, isShown);
}

/** Moves on by so many days, and waits until the worker has seen it. */
export async function moveOn(heed: WatchedHeed, days: number): Promise<void> {
  heed.heed.clock.move({ hours: 24 * days });
  const closed = Temporal.PlainDate.from(heed.today()).subtract({ days: 1 }).toString();
  const isClosed = async () =>
    (await heed.asOwner(`select day from disclosure.heads where day = '${closed}'`)).length === 1;
  await until(`${closed} is closed`, isClosed);
}

/** The grant of one who receives disclosures, by their id in the roster. */
export function grantBy(heed: WatchedHeed, id: string, mirror: Uint8Array): Promise<string> {
  const { secrets, open } = heed.recipient(id).keys;
  return grantMirror(secrets.sign, open.keyId, mirror);
}

/** As if everybody who was asked had said that they have no part in it. */
export const openAll = (heed: WatchedHeed) =>
  heed.asOwner(
    "update disclosure.readers set standing = 'cleared' where standing = 'asked' and role = 'recipient'",
  );

/** Alters the log as its owner can, with every trigger off; gives how to put it back. */
export async function tamper(
  heed: WatchedHeed,
  ...statements: readonly string[]
): Promise<() => Promise<void>> {
  const tables = ['events', 'heads', 'reports', 'readers', 'items', 'clocks', 'erasure_keys', 'rosters'];
  const off = 'set session_replication_role = replica';
  await heed.asOwner(
    off,
    ...tables.map((table) => `create table disclosure.kept_${table} as table disclosure.${table}`),
    ...statements,
    'set session_replication_role = origin',
  );
  return async () => {
    await heed.asOwner(
      off,
      ...tables.flatMap((table) => [
        `delete from disclosure.${table}`,
        `insert into disclosure.${table} select * from disclosure.kept_${table}`,
        `drop table disclosure.kept_${table}`,
      ]),
      'set session_replication_role = origin',
    );
  };
}
