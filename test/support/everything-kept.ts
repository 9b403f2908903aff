import pg from 'pg';

/** Whether `words` stand in some row of some table, as text or as the bytes of it. Looks as a superuser would. */
export async function isKept(superuserUrl: string, words: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    if (tables.length < 30) throw new Error(`saw only ${tables.length} tables`);
    const hex = Buffer.from(words).toString('hex');
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `select from ${name} t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0 limit 1`,
        [words, hex],
      );
      if (rowCount) return true;
    }
    return false;
  } finally {
    await client.end();
  }
}
