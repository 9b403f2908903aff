/** What the readers of the log's formats throw, and the only thing they throw. */

/** Text or bytes that are not in the format they are said to be in. `message` is one plain sentence for an operator. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** Throws `Malformed` with this sentence. */
export function refuse(sentence: string): never {
  throw new Malformed(sentence);
}
