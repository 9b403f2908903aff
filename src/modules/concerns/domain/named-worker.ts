/**
 * Who, among the people who use Heed, a concern about a worker names. Source: 20-domain.md; Working Together
 * (allegations). Past failure: an allegation landed on the desk of the person it was about, or of their manager.
 */
import type { AccountId } from '../../../kernel/ids.ts';

function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}

/**
 * Accounts whose first and last name both stand in what was said, whatever their order, case or accents. Too many
 * rather than too few: somebody hidden from by mistake loses sight of one concern; somebody not hidden from reads an
 * allegation about themself.
 */
export function findNamedWorkers(
  said: string,
  accounts: readonly { readonly id: AccountId; readonly name: string }[],
): readonly AccountId[] {
  const spoken = new Set(wordsOf(said));
  return accounts.flatMap(({ id, name }) => {
    const words = wordsOf(name);
    const [first] = words;
    const last = words.at(-1);
    return words.length > 1 && first && last && spoken.has(first) && spoken.has(last) ? [id] : [];
  });
}
