import pg from 'pg';
import type { ServingUrls } from '../../config.ts';
import { KEY_RULES } from '../../modules/people/index.ts';
import { compareMigrations, readMigrationRows, readMigrations } from '../../platform/migrate.ts';
import { QUEUE_VERSION, readQueueVersion } from '../../platform/migrate-queue.ts';
import { type Finding, watch, well, wrong } from './finding.ts';
import { judgeLedger, type LedgerState } from './judge-ledger.ts';

type Check = (client: pg.Client) => Promise<Finding>;

const LEAST_VERSION = 180000;

const checkVersion: Check = async (client) => {
  const found = await client.query<{ number: number; version: string; encoding: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
            pg_encoding_to_char(encoding) as encoding
       from pg_database where datname = current_database()`,
  );
  const row = found.rows[0];
  if (!row || row.number < LEAST_VERSION)
    return wrong('PostgreSQL', `is ${row?.version}; Heed needs 18. Upgrade the server.`);
  if (row.encoding !== 'UTF8')
    return wrong(
      'PostgreSQL',
      `keeps text as ${row.encoding}, and names need UTF8. Make the database again.`,
    );
  return well('PostgreSQL', row.version);
};

/** Settings without which an acknowledged concern could be lost when the power goes. */
const checkDurability: Check = async (client) => {
  const found = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'",
  );
  if (found.rows.length === 0) return well('Durability', 'what is acknowledged survives a power cut');
  const off = found.rows.map((row) => row.name).join(', ');
  return wrong('Durability', `${off} is off: acknowledged concerns can be lost. Switch it on.`);
};

/** Settings that would put what people wrote, or what was searched for, into the server's log. */
const checkServerLog: Check = async (client) => {
  const found = await client.query<{ name: string }>(
    `select name from pg_settings
      where (name = 'log_statement' and setting <> 'none')
         or (name = 'log_min_error_statement' and setting not in ('panic', 'fatal', 'log'))
         or (name = 'log_min_duration_statement' and setting <> '-1')
         or (name in ('log_parameter_max_length', 'log_parameter_max_length_on_error') and setting <> '0')
         or (name = 'track_commit_timestamp' and setting <> 'off')
      order by name`,
  );
  if (found.rows.length === 0) return well('Server log', 'keeps no statements and no values');
  const names = found.rows.map((row) => row.name).join(', ');
  return watch('Server log', `may hold what people wrote: see docs/operating/install.md about ${names}.`);
};

const checkMigrations: Check = async (client) => {
  const { applied, pending } = compareMigrations(readMigrations(), await readMigrationRows(client));
  const queue = await readQueueVersion(client);
  if (pending.length > 0 || queue === null || queue < QUEUE_VERSION)
    return wrong('Migrations', `${pending.length} are still to be applied. Run \`heed migrate\`.`);
  return well('Migrations', `${applied.length} applied`);
};

/** What people are found by has to be derived by the rules of the Heed that looks for them. */
const checkKeyRules: Check = async (client) => {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('people.key_rules') is not null as there`,
  );
  if (!there.rows[0]?.there)
    return watch('Match keys', 'are not numbered before the migrations are applied.');
  const found = await client.query<{ version: number; kept: boolean }>(
    `select version, exists (select from people.mentions) or exists (select from people.record_keys) as kept
       from people.key_rules`,
  );
  return judgeKeyRules(found.rows[0]?.version ?? 0, found.rows[0]?.kept ?? false);
};

/** Whether what is kept was derived by these rules; where nothing is kept, there is nothing to derive anew. */
export function judgeKeyRules(version: number, kept: boolean): Finding {
  if (version === KEY_RULES || !kept) return well('Match keys', `derived by rules ${KEY_RULES}`);
  if (version > KEY_RULES)
    return watch(
      'Match keys',
      `were derived by rules ${version}, of a newer Heed; this one has ${KEY_RULES}.`,
    );
  return watch(
    'Match keys',
    `were derived by rules ${version}, and this Heed's are ${KEY_RULES}: some warnings of earlier years are not found under other spellings. Run \`heed people derive-keys\`.`,
  );
}

/** The role that serves must not be able to rewrite history or change the schema, whatever breaks into it. */
const checkRole: Check = async (client) => {
  const found = await client.query<{ name: string; strong: boolean; owns: boolean; rewrites: boolean }>(
    `select rolname as name, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as strong,
            exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where n.nspname !~ '^pg_' and pg_has_role(c.relowner, 'member')) as owns,
            coalesce(has_table_privilege(to_regclass('ledger.entries'), 'UPDATE, DELETE, TRUNCATE'), false) as rewrites
       from pg_roles where rolname = current_user`,
  );
  const row = found.rows[0];
  const name = row?.name ?? 'the role';
  if (row?.strong) return wrong('Role', `${name} has more than a serving role's powers. Use heed_app.`);
  if (row?.owns) return wrong('Role', `${name} owns tables, so it could change them. Use heed_app.`);
  if (row?.rewrites)
    return wrong('Role', `${name} may change the ledger. Revoke update, delete and truncate.`);
  return well('Role', `${name} can add to the ledger and not change it`);
};

/** How far the machine's clock and the database's are apart. */
export function judgeSkew(milliseconds: number): Finding {
  const seconds = `${(Math.abs(milliseconds) / 1000).toFixed(1)} s`;
  if (Math.abs(milliseconds) > 30_000)
    return wrong('Clock', `differs from the database's by ${seconds}. Set both by time servers (NTP).`);
  if (Math.abs(milliseconds) > 2_000) return watch('Clock', `differs from the database's by ${seconds}.`);
  return well('Clock', "agrees with the database's");
}

const checkSkew: Check = async (client) => {
  const before = Date.now();
  const found = await client.query<{ ms: string }>(
    'select extract(epoch from clock_timestamp()) * 1000 as ms',
  );
  const middle = (before + Date.now()) / 2;
  return judgeSkew(Number(found.rows[0]?.ms) - middle);
};

const checkTransport: Check = async (client) => {
  const found = await client.query<{ far: boolean; ssl: boolean }>(
    `select coalesce(inet_client_addr() <> inet_server_addr(), false) as far,
            coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as ssl`,
  );
  const row = found.rows[0];
  return row?.far && !row.ssl
    ? wrong('Connection', 'crosses the network in the clear. Add ?sslmode=verify-full to HEED_DATABASE_URL.')
    : well('Connection', row?.ssl ? 'encrypted' : 'on this machine');
};

const checkLedger: Check = async (client) => {
  const minutes = (kind: string) =>
    `(select extract(epoch from clock_timestamp() - ended_at)::float8 / 60 from ledger.checks where kind = '${kind}')`;
  const found = await client.query<LedgerState>(
    `select (select count(*)::int from duties.alarms where kind = 'ledger-tampered' and cleared_at is null) as alarms,
            ${minutes('newest-day')} as "newestDayMinutes", ${minutes('everything')} as "everythingMinutes"`,
  );
  const [row] = found.rows;
  return judgeLedger(row ?? { alarms: 0, newestDayMinutes: null, everythingMinutes: null });
};

const CHECKS: readonly Check[] = [
  checkVersion,
  checkDurability,
  checkServerLog,
  checkMigrations,
  checkRole,
  checkLedger,
  checkKeyRules,
  checkSkew,
  checkTransport,
];

async function attempt(check: Check, client: pg.Client): Promise<Finding> {
  try {
    return await check(client);
  } catch (error) {
    return wrong('Database', (error as Error).message);
  }
}

/** Everything about the database, seen as the role that serves. */
export async function checkDatabase(urls: Pick<ServingUrls, 'app'>): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: urls.app,
    application_name: 'heed doctor',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return [
      wrong(
        'Database',
        `can't be reached: ${(error as Error).message}. Is it running? Is the address right?`,
      ),
    ];
  }
  try {
    const findings: Finding[] = [];
    for (const check of CHECKS) findings.push(await attempt(check, client));
    return findings;
  } finally {
    await client.end();
  }
}
