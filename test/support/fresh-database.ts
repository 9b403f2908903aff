import pg from 'pg';
import { createTestDatabase } from './database.ts';

/** An empty database, as an operator would make it. */
export async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const fresh = await createTestDatabase();
  const maintenance = new URL(fresh.urls.superuser);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.toString() });
  await client.connect();
  await client.query(`drop database ${fresh.name} with (force)`);
  await client.query(`create database ${fresh.name} owner heed_owner`);
  await client.end();
  return { url: fresh.urls.owner, drop: () => fresh.drop() };
}
