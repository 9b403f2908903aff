import { describeDataFolder } from '../../src/platform/postgres/data-folder.ts';
import { findPostmaster } from '../../src/platform/postgres/postmaster.ts';

/** Process id of the PostgreSQL that serves `dataDir`; 0 when none does. */
export function findRunningPid(dataDir: string): number {
  return findPostmaster(describeDataFolder(dataDir))?.pid ?? 0;
}
