import pg from 'pg';
import { replayErasures as replay } from '../compose/erasures.ts';
import { layFoundations } from '../compose/foundations.ts';
import { composeModules } from '../compose.ts';
import type { Config } from '../config.ts';
import { type ListedErasure, readErasureList } from '../platform/backup/erasure-list.ts';
import { silentLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { findErasuresFile, openSecrets } from './open-database.ts';

/**
 * Refuses to serve a database that still holds what the list of erasures says was erased: one restored from an older
 * backup, by whatever means. Without a list there is nothing to hold it to.
 */
export async function refuseUnreplayed(config: Config, url: string): Promise<void> {
  const path = findErasuresFile(config);
  const records = (readErasureList(path) ?? []).flatMap((one) => one.records);
  if (records.length === 0) return;
  const client = new pg.Client({ connectionString: url, application_name: 'heed erasures' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ left: number }>(
      `select count(*)::int as left from unnest($1::text[], $2::text[]) as gone (kind, id)
       join ledger.refs r using (kind, id) join ledger.body_keys k on k.ref = r.ref`,
      [records.map(({ kind }) => kind), records.map(({ id }) => id)],
    );
    const left = rows[0]?.left ?? 0;
    if (left > 0)
      throw new OperatorError(
        `This database holds the keys of ${left} records that were erased by law, so it was restored from an older backup. ` +
          `Heed does not serve it. Run \`heed erasures\` first: it erases them again, from ${path}.`,
      );
  } finally {
    await client.end();
  }
}

/** Erases again what the list says, as the database's owner. Gives how many records it was needed for. */
export async function replayErasures(
  config: Config,
  ownerUrl: string,
  listed: readonly ListedErasure[],
): Promise<number> {
  if (listed.length === 0) return 0;
  const given = { config, secrets: openSecrets(config), log: silentLog };
  const foundations = await layFoundations({ ...given, url: ownerUrl, works: false });
  try {
    const { concerns } = composeModules(foundations, given);
    return await replay(foundations.spine, concerns, listed);
  } finally {
    await foundations.close();
  }
}
