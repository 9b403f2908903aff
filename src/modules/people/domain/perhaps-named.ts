/**
 * A warning that may be about somebody whose identity is protected: who is told, and what they may answer. Source:
 * 60-linking.md ("never across a protected identity"); 00-overview.md (nobody is warned about in vain). Told to the posts that
 * keep the protection and to nobody else (docs/decisions/0333).
 */
import type { PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { checkReason } from './protection.ts';

/** A post as it stands now: whether somebody holds it, and whether it answers from outside every agency. */
export interface KeeperPost {
  readonly id: PostId;
  readonly held: boolean;
  readonly outside: boolean;
}

/** A protection that somebody has to be told for. */
export interface KeptProtection {
  /** The post it was placed in; `null` where no person placed it. */
  readonly placedIn: PostId | null;
  /** Posts that may see past it. */
  readonly posts: readonly PostId[];
}

/**
 * Which post owes the look: the one the protection was placed in; else another that keeps it; else the one outside. One that
 * nobody holds is passed while somebody holds another. `null` where none of them is a post any more.
 */
export function chooseKeeper(
  { placedIn, posts }: KeptProtection,
  area: readonly KeeperPost[],
): PostId | null {
  const keepers = area.filter(({ id }) => posts.includes(id));
  const held = keepers.filter((post) => post.held);
  const first = (among: readonly KeeperPost[]) =>
    among.find(({ id }) => id === placedIn) ?? among.find(({ outside }) => !outside) ?? among[0];
  return (first(held) ?? first(keepers))?.id ?? null;
}

/** Posts that the duty passes over wherever it climbs: all that don't keep the protection. */
export function listPassed(posts: readonly PostId[], area: readonly KeeperPost[]): readonly PostId[] {
  return area.map(({ id }) => id).filter((id) => !posts.includes(id));
}

export const PERHAPS_ANSWERS = {
  theirs: 'It is about them',
  'not-theirs': 'It is not about them',
} as const;
export type PerhapsAnswer = keyof typeof PERHAPS_ANSWERS;

const isAnswer = (text: string): text is PerhapsAnswer => Object.hasOwn(PERHAPS_ANSWERS, text);

/** Reads an answer with its reason; refuses none, and a reason that is none or too long. */
export function decidePerhaps(
  answer: string,
  reason: string,
): Outcome<{ readonly answer: PerhapsAnswer; readonly why: string }> {
  if (!isAnswer(answer)) return refuse('people.perhaps-missing', 'answer');
  const why = checkReason(reason);
  return why.ok ? accept({ answer, why: why.value }) : why;
}
