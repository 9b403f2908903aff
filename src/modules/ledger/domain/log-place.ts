/**
 * Where the entries of several logs are kept in one row of numbers. Source: docs/decisions/0111. A place is `log * 2^44 + index`:
 * the first log's places are its indexes, and every log has room for 17 million million entries. The same goes for tiles and
 * for sizes. Outside the stores only `log` and `index` are spoken of.
 */

/** Places between the beginning of one log and that of the next. 500 of them are still exact in a double. */
export const LOG_SPAN = 2 ** 44;

/** An entry's log, from 0, and its index in that log. */
export interface LogIndex {
  readonly log: number;
  readonly index: number;
}

/** The place of an index, tile or size of a log. Throws `RangeError` for what has none. */
export function placeOf(log: number, index: number): number {
  if (!Number.isInteger(log) || log < 0 || log > 500)
    throw new RangeError('a log has a number from 0 to 500');
  if (!Number.isInteger(index) || index < 0 || index >= LOG_SPAN)
    throw new RangeError('an index in a log is a whole number below 2^44');
  return log * LOG_SPAN + index;
}

/** The log and index of a place. */
export function readPlace(place: number): LogIndex {
  const log = Math.floor(place / LOG_SPAN);
  return { log, index: place - log * LOG_SPAN };
}
