/** A recipient's signed word, as a command is given it. */
import { readId } from '../domain/sealed-report.ts';
import { isWordOf, type RecipientWord } from '../sealing/sign-word.ts';
import type { ByReader, FoundReader } from './find-reader.command.ts';

/** A signed word about one disclosure. */
export interface SaidWord<Word extends RecipientWord> extends ByReader {
  readonly word: Word;
  readonly day: string;
  readonly signature: Uint8Array;
}

/** Whether they said it, today. */
export async function isSaid(
  { listed }: FoundReader,
  { id, keyId, word, day, signature }: SaidWord<RecipientWord>,
  today: string,
): Promise<boolean> {
  const report = readId(id);
  return day === today && report !== null && isWordOf(listed.sign, signature, { report, keyId, word, day });
}
