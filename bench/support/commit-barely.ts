import pg from 'pg';

/**
 * The rows that one concern came to, put into empty copies of their tables (indexes and checks included) and committed:
 * one concern a transaction, one prepared statement a table, by `clients` at once. Gives how many concerns a second. What the same rows cost with nothing
 * parsed, looked up or decided.
 */
export async function commitBarely(superuser: pg.Client, url: string, clients: number): Promise<number> {
  const sources: Readonly<Record<string, string>> = {
    'concerns.concerns': 'join chosen on chosen.id = t.id',
    'concerns.acts': 'join chosen on chosen.id = t.concern_id',
    'concerns.subjects': 'join chosen on chosen.id = t.concern_id',
    'people.mentions': 'join chosen on chosen.id = t.concern_id',
    'people.key_rows':
      'join people.mentions m on substring(uuid_send(m.id), 1, 8)::bigint = t.owner join chosen on chosen.id = m.concern_id',
    'duties.duties': `join chosen on t.about_kind = 'concern' and chosen.id = t.about_id`,
    'duties.notices': `join duties.duties d on d.id = t.duty_id join chosen on d.about_kind = 'concern' and chosen.id = d.about_id`,
    'ledger.refs': `join chosen on t.kind = 'concern' and t.id = chosen.id::text`,
    'ledger.body_keys': `join ledger.refs r on r.ref = t.ref join chosen on r.kind = 'concern' and r.id = chosen.id::text`,
    'ledger.entries': `join ledger.refs r on r.ref = t.subject_ref join chosen on r.kind = 'concern' and r.id = chosen.id::text`,
  };
  await superuser.query('create schema bare');
  await superuser.query(
    'create temporary table chosen as select id from concerns.concerns order by id desc limit 4000',
  );
  const inserts: string[] = [];
  for (const [table, join] of Object.entries(sources)) {
    const name = table.replace('.', '_');
    await superuser.query(`create table bare.${name} (like ${table} including all excluding generated)`);
    await superuser.query(
      `create table bare.from_${name} as select chosen.id as about, t as row from ${table} t ${join}`,
    );
    await superuser.query(`create index on bare.from_${name} (about)`);
    await superuser.query(`analyze bare.from_${name}`);
    inserts.push(`insert into bare.${name} select (row).* from bare.from_${name} where about = $1::uuid`);
  }
  const { rows } = await superuser.query<{ id: string }>('select id from chosen');
  const ids = rows.map(({ id }) => id);
  const many = ids.length;
  const pool = new pg.Pool({ connectionString: url, max: clients });
  const began = performance.now();
  const client = async () => {
    const connection = await pool.connect();
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      await connection.query('begin');
      for (const [index, text] of inserts.entries())
        await connection.query({ name: `bare-${index}`, text, values: [id] });
      await connection.query('commit');
    }
    connection.release();
  };
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = (many * 1_000) / (performance.now() - began);
  await pool.end();
  return perSecond;
}
