import pg from 'pg';
import type { DataFolder } from './data-folder.ts';
import { superuserUrl } from './roles.ts';

/** "HEED" in ASCII: the advisory lock that says a Heed process serves this server. */
const OWNER_LOCK = 0x48454544;

/** The right to serve (and later stop) a server. PostgreSQL gives it up by itself when this process dies. */
export interface Ownership {
  /** Resolves when the connection that holds the lock is gone, asked for or not. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/** Who holds a server that we asked for. */
export interface Holder {
  readonly pid: number | null;
  readonly purpose: string;
}

const CANT_CONNECT_NOW = '57P03';

async function connect(folder: DataFolder, socket: string, purpose: string): Promise<pg.Client> {
  const limit = performance.now() + 180_000;
  for (;;) {
    const client = new pg.Client({
      connectionString: superuserUrl(folder, socket, 'postgres'),
      application_name: `heed-owner ${process.pid} ${purpose}`,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    // What ends the connection is told through `lost`.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      // "The database system is starting up": it is recovering, which may take a while and must not be cut short.
      if ((error as { code?: string }).code !== CANT_CONNECT_NOW || performance.now() > limit) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function findHolder(client: pg.Client): Promise<Holder> {
  const found = await client.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1`,
    [OWNER_LOCK],
  );
  const [, pid, purpose] = /^heed-owner (\d+) (.*)$/.exec(found.rows[0]?.application_name ?? '') ?? [];
  return { pid: pid === undefined ? null : Number(pid), purpose: purpose ?? 'another Heed' };
}

/** True when `pid` is a process of this machine that is still there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** PostgreSQL takes a moment to notice that a killed Heed's connection is gone, longer on a busy machine. */
const GRACE_MS = 20_000;

/**
 * Takes the right to serve, or says who has it. The lock of a Heed that was killed may outlive it for a moment; that is
 * waited for.
 */
export async function takeOwnership(
  folder: DataFolder,
  socket: string,
  purpose: string,
): Promise<{ readonly taken: Ownership } | { readonly heldBy: Holder }> {
  const client = await connect(folder, socket, purpose);
  const lost = new Promise<void>((resolve) => {
    client.once('end', () => resolve());
  });
  const limit = performance.now() + GRACE_MS;
  for (;;) {
    const asked = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      OWNER_LOCK,
    ]);
    if (asked.rows[0]?.taken) return { taken: { lost, release: () => client.end() } };
    const heldBy = await findHolder(client);
    const gone = heldBy.pid === null || !isAlive(heldBy.pid);
    if (!gone || performance.now() > limit) {
      await client.end();
      return { heldBy };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
