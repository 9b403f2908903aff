/**
 * Something the operator must put right, said so that they can: what is wrong, then what to do. The command line
 * prints the message alone, with no stack trace.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
