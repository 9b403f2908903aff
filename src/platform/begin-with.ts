import pg from 'pg';

/** A statement with its values, as `pg` takes it. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

type Query = (...args: readonly unknown[]) => unknown;

/** What PostgreSQL knows `begin` by, once it was prepared on a connection. */
const BEGIN = { name: 'heed-begin', text: 'begin' } as const;

/**
 * A statement that leaves together with the `begin` of its transaction: one trip instead of two. Both stand before one "sync" of the
 * protocol, so where the transaction could not begin PostgreSQL passes over the statement too; sent one after the other without
 * waiting, it would be kept by itself, whatever came of the rest.
 */
class BeginningQuery extends pg.Query {
  constructor(statement: Statement, done: (error: Error | undefined, answers: unknown) => void) {
    super({ ...statement, values: [...statement.values] }, done as never);
    const submit = this.submit;
    this.submit = (connection) => {
      connection.stream.cork();
      try {
        connection.bind({ statement: BEGIN.name, values: [] } as pg.BindConfig, true);
        connection.execute({ portal: '' } as pg.ExecuteConfig, true);
        return submit.call(this, connection);
      } finally {
        connection.stream.uncork();
      }
    };
  }
}

/**
 * Gives what begins a transaction with its first statement on one connection, whose `query` sends what it is given as it is.
 * `begin` is prepared with the connection's first transaction.
 */
export function createBeginner(query: Query): (statement: Statement) => Promise<unknown> {
  let isPrepared = false;
  return async (statement) => {
    if (!isPrepared) {
      await query({ ...BEGIN, values: [] });
      isPrepared = true;
      return query({ ...statement });
    }
    return new Promise((resolve, reject) => {
      query(
        new BeginningQuery(statement, (error, answers) => {
          if (error) reject(error);
          // The answer to `begin` comes first.
          else resolve(Array.isArray(answers) ? answers.at(-1) : answers);
        }),
      );
    });
  };
}
