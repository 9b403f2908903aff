import { SIGNAL_RULES } from '../../../kernel/signal-rules.ts';
import { CHANGE_WORDS, type Change } from './change.ts';
import type { Account, Post } from './organisation.ts';

/**
 * A change in one line, for whoever owes an answer to it: "Appoint somebody to a post: Duty screener, Ada Fernsby".
 * Source: 30-duties (a duty says what it is about).
 */
export function sayChangeInShort(
  change: Change,
  names: {
    readonly accounts: readonly Pick<Account, 'id' | 'name'>[];
    readonly posts: readonly Pick<Post, 'id' | 'name'>[];
  },
): string {
  const post = (id: string) => names.posts.find((one) => one.id === id)?.name ?? 'a post';
  const account = (id: string) => names.accounts.find((one) => one.id === id)?.name ?? 'somebody';
  const words = CHANGE_WORDS[change.kind];
  switch (change.kind) {
    case 'appoint':
    case 'end-holding':
      return `${words}: ${post(change.post)}, ${account(change.account)}`;
    case 'change-post':
      return `${words}: ${post(change.post)}`;
    case 'set-rule':
      return `${words}: ${SIGNAL_RULES[change.rule].name}`;
    default:
      return `${words}: ${change.name}`;
  }
}
