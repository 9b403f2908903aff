import { readFileSync } from 'node:fs';
import { matching } from '../../modules/people/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';

/** Which columns of a file tell what: each key of the map with the names of its columns. */
export interface ColumnMap {
  /** Column with each record's own id. */
  readonly id: string;
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

const KEYS: readonly string[] = matching.COLUMN_KEYS;

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new OperatorError(`The column map ${path} can't be read: ${(error as Error).message}.`);
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new OperatorError(`The column map ${path} is not JSON: ${(error as Error).message}.`);
  }
}

/** Reads a column map: `{"id":"unique_id","givenName":"first_name",…}`; a value may be a list of columns. */
export function readColumnMap(path: string): ColumnMap {
  const read = readJson(path);
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new OperatorError(`The column map ${path} must be one object: {"id":"…","givenName":"…"}.`);
  const columns = new Map<string, readonly string[]>();
  let id: string | null = null;
  for (const [key, value] of Object.entries(read)) {
    const names: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!KEYS.includes(key) && !/^other:./.test(key))
      throw new OperatorError(
        `The column map says "${key}", which is none of ${KEYS.join(', ')} or other:NAME.`,
      );
    if (names.length === 0 || !names.every((name): name is string => typeof name === 'string' && name !== ''))
      throw new OperatorError(
        `In the column map, "${key}" must be the name of a column, or a list of names.`,
      );
    if (key !== 'id') columns.set(key, names);
    else if (names.length > 1) throw new OperatorError(`In the column map, "id" must be one column.`);
    else id = names[0] ?? null;
  }
  if (id === null)
    throw new OperatorError('The column map must say which column is the "id" of each record.');
  if (columns.size === 0)
    throw new OperatorError('The column map names the "id" alone: there is nothing to compare people by.');
  return { id, columns };
}
