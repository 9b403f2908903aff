// Source: 30-duties: withdrawing needs the second person, extending needs a reason and the rung above; 20-domain: never
// the same human, never the asker's subordinate. Past failure: a manager signed off their own overdue work.

import type { AccountId, PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';

const LONGEST_REASON = 2000;

/** The reason, trimmed. Refuses an empty one and one over 2,000 characters. */
export function checkReason(reason: string): Outcome<string> {
  const text = reason.trim();
  if (text === '') return refuse('duties.reason-missing', 'reason');
  return [...text].length > LONGEST_REASON ? refuse('duties.reason-too-long', 'reason') : accept(text);
}

/** Who asks and who answers, with the lines of their posts (nearest first). */
export interface Settling {
  readonly askedBy: AccountId;
  readonly askedPost: PostId;
  readonly settledBy: AccountId;
  /** Every post the answering person holds. */
  readonly hats: readonly PostId[];
  /** The posts above the one that owes the duty, and those the duty has climbed to. */
  readonly above: readonly PostId[];
  /** For each hat, the posts above it. */
  readonly linesOfHats: ReadonlyMap<PostId, readonly PostId[]>;
}

/**
 * Which of the answering person's posts may settle what was asked about a duty. Refuses the same human
 * (`duties.same-person`), and anybody who is not above it or who stands below the asker (`duties.not-above`).
 */
export function decideSettling(settling: Settling): Outcome<PostId> {
  const { askedBy, askedPost, settledBy, hats, above, linesOfHats } = settling;
  if (askedBy === settledBy) return refuse('duties.same-person');
  const post = hats.find(
    (hat) => hat !== askedPost && above.includes(hat) && !linesOfHats.get(hat)?.includes(askedPost),
  );
  return post ? accept(post) : refuse('duties.not-above');
}
