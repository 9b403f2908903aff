import type { PostId } from '../../../kernel/ids.ts';
import type { Ladder, Rung, RungTarget } from '../domain/ladder.ts';
import { type Act, LADDER_NAMES, type LadderKey } from '../domain/rule.ts';
import { describeSpan } from '../domain/span.ts';
import type { NamedPost } from '../queries/see-inbox.query.ts';

/** True when `text` is the name of a kind of ladder. */
export function isLadderKey(text: unknown): text is LadderKey {
  return typeof text === 'string' && Object.hasOwn(LADDER_NAMES, text);
}

/** "concern decided, or decision confirmed": the acts that alone meet a duty, as the ledger names them. */
export function sayActs(acts: readonly Act[]): string {
  return acts.map((act) => act.replace(/^[^.]+\./, '').replaceAll('-', ' ')).join(', or ');
}

type Posts = ReadonlyMap<PostId, NamedPost>;

/** "Head of service (Wrenfold Council)", or "one step up the line". */
export function sayTarget(target: RungTarget, posts: Posts): string {
  if (target.to === 'line')
    return target.up === 1 ? 'the manager of the post that owes it' : `${target.up} steps up the line`;
  const post = posts.get(target.post);
  return post ? `${post.name} (${post.agency})` : 'a post that no longer exists';
}

/** When a rung is reached: "at the due time", "1 working day after". */
export function sayAfter(rung: Rung): string {
  const words = describeSpan(rung.after);
  return words === 'at once' ? 'At the due time' : `${words} after`;
}

/** Who a rung is, in words. */
export function sayRung(rung: Rung, posts: Posts): string {
  const acts = rung.acts.map((target) => sayTarget(target, posts)).join(' and ');
  const told = rung.informs.map((target) => sayTarget(target, posts)).join(' and ');
  return told === '' ? acts : `${acts}; told as well: ${told}`;
}

/** Who gets the weekly list, or null where nobody does. */
export function sayWeekly(ladder: Ladder, posts: Posts): string | null {
  if (ladder.weekly.length === 0) return null;
  return ladder.weekly.map((target) => sayTarget(target, posts)).join(' and ');
}
