/**
 * A leader and a hot standby, real and on this machine, made with PostgreSQL's own programs alone, for drills. What an area
 * has Patroni and HAProxy for (choosing the leader, pointing everybody to it) the drill does itself, and says so.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/migrate.ts';
import { type DataFolder, describeDataFolder } from '../../src/platform/postgres/data-folder.ts';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { preparePrograms } from '../../src/platform/postgres/programs.ts';
import type { Forwarder } from './forwarder.ts';
import { until } from './raise-load.ts';

const STANDBY = 'heed_standby';

export interface Member {
  readonly cluster: string;
  readonly socket: string;
  /** A connection as the superuser. Close it. */
  open(): Promise<pg.Client>;
  /** As a machine that loses its power: every process of it at once. */
  cutPower(): Promise<void>;
  /** Stops or wakes every process, as a network that goes and comes back. */
  signalAll(name: 'SIGSTOP' | 'SIGCONT'): void;
}

function listFamily(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
}

export interface ReplicatedPostgres {
  readonly leader: Member;
  readonly standby: Member;
  /** The URL of a role by way of a forwarder. */
  urlBy(forwarder: Forwarder, role: 'app' | 'owner' | 'superuser'): string;
  /** Makes the standby the leader. It waits for no standby until `addStandby`. */
  promote(): Promise<void>;
  /** Makes a new standby from the leader, and has every commit wait for it from then on. */
  addStandby(): Promise<void>;
  close(): Promise<void>;
}

/** Makes both, migrated and empty, with every commit waiting for the standby. */
export async function openReplicatedPostgres(): Promise<ReplicatedPostgres> {
  const home = mkdtempSync(join(tmpdir(), 'heed-pair-'));
  // As root, PostgreSQL runs as somebody else, who must get through to its own folders.
  chmodSync(home, 0o711);
  const first = join(home, 'first');
  const made = await startEmbeddedPostgres({
    dataDir: first,
    log: () => undefined,
    purpose: 'heed tests',
  });
  await migrate({ ownerUrl: made.urls.owner, now: Temporal.Instant.fromEpochMilliseconds(0) });
  await made.stop();
  const folder: DataFolder = describeDataFolder(first);
  const { bin } = preparePrograms(folder.runAs, home);
  const as = folder.runAs.drop ? { uid: folder.runAs.uid, gid: folder.runAs.gid } : {};
  const own = (path: string) => {
    if (folder.runAs.drop) chownSync(path, folder.runAs.uid, folder.runAs.gid);
  };
  appendFileSync(join(folder.cluster, 'pg_hba.conf'), 'local replication all scram-sha-256\n');
  const passwordOf = (role: string) => readFileSync(join(folder.secrets, `postgres-${role}`), 'utf8').trim();
  const running = new Set<Member>();
  let count = 0;

  async function start(cluster: string, follows: Member | null): Promise<Member> {
    count += 1;
    const socket = join(home, `socket-${count}`);
    mkdirSync(socket, { mode: 0o700 });
    own(socket);
    const settings: Record<string, string> = {
      unix_socket_directories: socket,
      wal_level: 'replica',
      max_wal_senders: '4',
      wal_keep_size: '1GB',
      hot_standby: 'on',
      ...(follows
        ? {
            primary_conninfo: `host=${follows.socket} user=heed_superuser password=${passwordOf('superuser')} application_name=${STANDBY}`,
          }
        : {}),
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(bin, 'postgres'), ['-D', cluster, ...flags], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: 'ignore',
      ...as,
    });
    const ended = once(child, 'exit');
    const pid = child.pid ?? 0;
    const signalAll = (name: NodeJS.Signals) => {
      for (const one of listFamily(pid))
        try {
          process.kill(one, name);
        } catch (error) {
          // It ended between being listed and being told.
          if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
        }
    };
    const member: Member = {
      cluster,
      socket,
      open: async () => {
        const host = encodeURIComponent(socket);
        const client = new pg.Client({
          connectionString: `postgres://heed_superuser:${passwordOf('superuser')}@localhost/heed?host=${host}`,
        });
        client.on('error', () => undefined);
        await client.connect();
        return client;
      },
      cutPower: async () => {
        running.delete(member);
        signalAll('SIGKILL');
        await ended;
      },
      signalAll,
    };
    running.add(member);
    const answers = () =>
      member.open().then(
        (client) => client.end().then(() => true),
        () => false,
      );
    await until('PostgreSQL answers', answers, 60);
    return member;
  }

  /** The low-level way, since `pg_basebackup` is not among the programs that come with Heed. */
  async function copyOf(from: Member): Promise<string> {
    const cluster = join(home, `copy-${count}`);
    const client = await from.open();
    try {
      await client.query("select pg_backup_start('heed drill', true)");
      const copied = spawnSync('cp', ['-a', from.cluster, cluster], { encoding: 'utf8' });
      if (copied.status !== 0) throw new Error(copied.stderr);
      const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
      for (const gone of ['postmaster.pid', 'postmaster.opts', 'pg_wal', 'standby.signal'])
        rmSync(join(cluster, gone), { recursive: true, force: true });
      for (const empty of ['pg_wal', 'pg_wal/archive_status']) {
        mkdirSync(join(cluster, empty), { mode: 0o700 });
        own(join(cluster, empty));
      }
      const files = {
        backup_label: rows[0]?.labelfile ?? '',
        'standby.signal': '',
        'postgresql.auto.conf': '',
      };
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(cluster, name), text, { mode: 0o600 });
        own(join(cluster, name));
      }
    } finally {
      await client.end();
    }
    return cluster;
  }

  async function addStandbyTo(to: Member): Promise<Member> {
    const added = await start(await copyOf(to), to);
    const client = await to.open();
    try {
      await client.query(`alter system set synchronous_standby_names = '${STANDBY}'`);
      await client.query('select pg_reload_conf()');
      await until('every commit waits for the standby', async () => {
        const { rows } = await client.query('select sync_state from pg_stat_replication');
        return rows[0]?.sync_state === 'sync';
      });
    } finally {
      await client.end();
    }
    return added;
  }

  let leader = await start(folder.cluster, null);
  let standby = await addStandbyTo(leader);
  return {
    get leader() {
      return leader;
    },
    get standby() {
      return standby;
    },
    urlBy: (forwarder, role) =>
      `postgres://heed_${role}:${passwordOf(role)}@127.0.0.1:${forwarder.port}/heed`,
    promote: async () => {
      const client = await standby.open();
      await client.query('select pg_promote(true, 60)');
      await client.end();
      leader = standby;
    },
    addStandby: async () => {
      standby = await addStandbyTo(leader);
    },
    close: async () => {
      for (const member of running) await member.cutPower();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
