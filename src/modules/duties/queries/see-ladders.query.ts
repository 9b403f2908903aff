import type { Query } from '../../../kernel/command.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { REASON } from '../commands/ask-second-person.command.ts';
import { ladderRecord } from '../commands/change-ladder.command.ts';
import { isInsideOneAgency, type Ladder, type PostLookup } from '../domain/ladder.ts';
import type { OpenProposal } from '../ports.ts';
import type { NamedPost } from './see-inbox.query.ts';

/** A ladder in force. */
export interface SeenLadder {
  readonly ladder: Ladder;
  /** Null: everybody's of its key. */
  readonly post: PostId | null;
  readonly version: number;
  readonly inForceFrom: Temporal.Instant;
  readonly insideOneAgency: boolean;
}

/** A ladder that waits for the scrutineer. */
export interface ProposedLadder {
  readonly id: string;
  readonly ladder: Ladder;
  readonly askedByName: string;
  readonly askedAt: Temporal.Instant;
  readonly reason: string | null;
  readonly mayAnswer: boolean;
}

export interface LaddersView {
  readonly ladders: readonly SeenLadder[];
  readonly proposed: readonly ProposedLadder[];
  readonly posts: ReadonlyMap<PostId, NamedPost>;
  readonly mayPropose: boolean;
}

/** What the pages about ladders read. */
export interface LadderPageStore {
  listLadders(tx: Tx, at: Temporal.Instant): Promise<readonly Omit<SeenLadder, 'insideOneAgency'>[]>;
  readPosts(tx: Tx, now: Temporal.Instant): Promise<PostLookup>;
  namePosts(tx: Tx): Promise<ReadonlyMap<PostId, NamedPost>>;
  listOpenProposals(tx: Tx, duties: readonly DutyId[], ladders: boolean): Promise<readonly OpenProposal[]>;
  nameAccount(tx: Tx, id: AccountId): Promise<string>;
  listFunctions(tx: Tx, account: AccountId, at: Temporal.Instant): Promise<readonly string[]>;
}

/** Every ladder in force, and those that wait for the scrutineer's answer. */
export const seeLadders =
  (store: LadderPageStore, vault: Vault): Query<null, LaddersView> =>
  async (tx, ctx) => {
    if (ctx.actor.kind !== 'account') return refuse('duties.post-needed');
    const { account } = ctx.actor;
    const posts = await store.readPosts(tx, ctx.now);
    const functions = await store.listFunctions(tx, account, ctx.now);
    const proposed: ProposedLadder[] = [];
    for (const ask of await store.listOpenProposals(tx, [], true)) {
      if (!ask.ladder) continue;
      const { ladder } = ask.ladder;
      proposed.push({
        id: ask.id,
        ladder,
        askedByName: await store.nameAccount(tx, ask.askedBy),
        askedAt: ask.askedAt,
        reason: await vault.openJson<string>(tx, ladderRecord(ladder.key), REASON, ask.reason),
        mayAnswer: functions.includes('scrutineer') && ask.askedBy !== account,
      });
    }
    const ladders = await store.listLadders(tx, ctx.now);
    return {
      ok: true,
      value: {
        ladders: ladders.map((one) => ({
          ...one,
          insideOneAgency: isInsideOneAgency(one.ladder, posts, one.post ?? undefined),
        })),
        proposed,
        posts: await store.namePosts(tx),
        mayPropose: functions.includes('administrator'),
      },
      entries: [
        {
          act: 'duties.ladders-seen',
          subject: { kind: 'configuration', id: 'duties.ladders' },
          body: { ladders: ladders.length },
        },
      ],
    };
  };
