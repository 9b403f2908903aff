import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { readOrMakeSecretFile, readSecretFile } from '../secret-files.ts';
import { SUPERUSER } from './cluster.ts';
import type { DataFolder } from './data-folder.ts';

/** One URL for each role: owner migrates, app serves, sealed serves disclosures, reader only reads. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly app: string;
  readonly sealed: string;
  readonly reader: string;
}

/** The embedded server's URLs; `superuser` is for Heed's own start, stop and tests. */
export interface EmbeddedUrls extends DatabaseUrls {
  readonly superuser: string;
}

/** The database's name on the embedded server. */
export const DATABASE = 'heed';

const ROLES = { owner: 'heed_owner', app: 'heed_app', sealed: 'heed_sealed', reader: 'heed_reader' } as const;
const SECRET_NAMES = { ...ROLES, superuser: SUPERUSER } as const;
type RoleKey = keyof typeof SECRET_NAMES;

const makePassword = () => randomBytes(32).toString('base64url');

/** The superuser's password, made on first use. */
export function superuserPassword(folder: DataFolder): string {
  return readOrMakeSecretFile(folder.secrets, 'postgres-superuser', makePassword).value;
}

function renderUrl(role: string, password: string, socket: string, database: string): string {
  return `postgres://${role}:${password}@localhost/${database}?host=${encodeURIComponent(socket)}`;
}

/**
 * URLs for the server whose socket is in `socket`. Reads the passwords; `undefined` when one of them hasn't been made.
 */
export function readUrls(folder: DataFolder, socket: string, database = DATABASE): EmbeddedUrls | undefined {
  const urls: Partial<Record<RoleKey, string>> = {};
  for (const key of Object.keys(SECRET_NAMES) as RoleKey[]) {
    const password = readSecretFile(folder.secrets, `postgres-${key}`);
    if (password === undefined) return undefined;
    urls[key] = renderUrl(SECRET_NAMES[key], password, socket, database);
  }
  return urls as EmbeddedUrls;
}

/** URL by which the superuser reaches `database`. */
export function superuserUrl(folder: DataFolder, socket: string, database: string): string {
  return renderUrl(SUPERUSER, superuserPassword(folder), socket, database);
}

/** Makes the four roles and the database where they are missing, and gives every role the password in its file. */
export async function ensureRoles(folder: DataFolder, socket: string): Promise<EmbeddedUrls> {
  const client = new pg.Client({ connectionString: superuserUrl(folder, socket, 'postgres') });
  await client.connect();
  try {
    for (const key of Object.keys(ROLES) as (keyof typeof ROLES)[]) {
      const secret = readOrMakeSecretFile(folder.secrets, `postgres-${key}`, makePassword);
      const found = await client.query('select 1 from pg_roles where rolname = $1', [ROLES[key]]);
      const password = client.escapeLiteral(secret.value);
      if (found.rowCount === 0)
        await client.query(`create role ${ROLES[key]} login nosuperuser password ${password}`);
      else if (secret.made) await client.query(`alter role ${ROLES[key]} password ${password}`);
    }
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE} owner ${ROLES.owner}`);
    await client.query(`revoke all on database ${DATABASE} from public`);
    await client.query(`grant connect on database ${DATABASE} to ${Object.values(ROLES).join(', ')}`);
  } finally {
    await client.end();
  }
  const urls = readUrls(folder, socket);
  if (!urls) throw new Error('a password that was just made is missing');
  return urls;
}
