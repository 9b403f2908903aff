/** Signs a word about a disclosure and sends it. */
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import { readId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { type RecipientWord, signWord } from '../../src/modules/disclosures/sealing/sign-word.ts';
import { post } from './ask-server.ts';
import type { Own } from './page.ts';

const PATHS: Readonly<Record<RecipientWord, string>> = {
  'no-part': 'declare',
  'has-part': 'declare',
  'hand-outside': 'outside',
  remove: 'removal',
  keep: 'removal',
};

/** `today`: as the server has it, or the word is refused. */
export async function sayWord(own: Own, id: string, word: RecipientWord, today: string): Promise<void> {
  const report = readId(id);
  if (!report) throw new Error('Heed sent something that this page can’t read.');
  const { keyId } = own.opener;
  const signature = toBase64url(await signWord(own.sign, { report, keyId, word, day: today }));
  const body = PATHS[word] === 'outside' ? { day: today, signature } : { day: today, signature, word };
  await post(`/recipients/api/reports/${id}/${PATHS[word]}`, body);
}
