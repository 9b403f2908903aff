import { OperatorError } from '../../platform/operator-error.ts';
import { PROBLEM_COLUMN } from './mended-file.ts';
import { listColumns } from './read-mapping.ts';
import type { Row } from './read-rows.ts';

/** How many rows are one transaction: enough that a commit costs little, few enough that a kill loses a second's work. */
const BATCH = 200;

function withoutProblem({ line, cells }: Row): Row {
  const { [PROBLEM_COLUMN]: _, ...rest } = cells;
  return { line, cells: rest };
}

/** The rows in batches, each to be one transaction, without what we said of them the last time. */
export async function* inBatches(rows: AsyncIterable<Row>): AsyncIterable<readonly Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(withoutProblem(row));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** A column misnamed in the mapping would be read as empty in every row, and nobody would know. */
export function refuseUnknownColumns(mapping: unknown, columns: readonly string[] | null): void {
  const unknown = listColumns(mapping).filter((name) => columns?.includes(name) === false);
  if (unknown.length > 0)
    throw new OperatorError(
      `The mapping names columns that the file has not: ${unknown.join(', ')}. The file has: ${columns?.join(', ')}.`,
    );
}
