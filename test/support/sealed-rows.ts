import pg from 'pg';
import type { SealedArea } from './sealed-area.ts';

/** Reads the sealed tables past every role, as only a test may. Close it before the area. */
export async function openSealedRows({ heed }: SealedArea): Promise<{
  ask(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}> {
  const client = new pg.Client({ connectionString: heed.database.urls.superuser });
  await client.connect();
  return {
    ask: async (text, values = []) => (await client.query(text, [...values])).rows,
    close: () => client.end(),
  };
}
