import type { Command } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { Id, PostId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { checkLadder, type Ladder, type PostLookup } from '../domain/ladder.ts';
import type { DutyRule } from '../domain/rule.ts';

/** Where rules and ladders are kept. */
export interface PackStore {
  /** True once any pack has been installed. */
  hasRules(tx: Tx): Promise<boolean>;
  saveRules(tx: Tx, at: Temporal.Instant, rules: readonly DutyRule[]): Promise<readonly string[]>;
  saveLadder(
    tx: Tx,
    id: Id<'ladder'>,
    at: Temporal.Instant,
    ladder: Ladder,
    post: PostId | null,
  ): Promise<number>;
  readPosts(tx: Tx, now: Temporal.Instant): Promise<PostLookup>;
}

/** What to install: rules not there yet are added; each ladder becomes the next version of its key. */
export interface InstallPack {
  readonly rules: readonly DutyRule[];
  readonly ladders: readonly { readonly ladder: Ladder; readonly post: PostId | null }[];
  /** In force from; the command's own moment where absent (the demo's past begins years ago). */
  readonly from?: Temporal.Instant;
}

/**
 * Puts a pack of rules and an area's first ladders in force. Refuses a ladder whose rungs are all inside one agency.
 * Later changes to ladders go through the scrutineer (`proposeLadder`).
 */
export const installPack =
  (store: PackStore): Command<InstallPack, { readonly rules: number; readonly ladders: number }> =>
  async (tx, ctx, { rules, ladders, from }) => {
    const at = from ?? ctx.now;
    const posts = await store.readPosts(tx, ctx.now);
    for (const { ladder, post } of ladders) {
      const checked = checkLadder(ladder, posts, post ?? undefined);
      if (!checked.ok) return checked;
    }
    const added = await store.saveRules(tx, at, rules);
    const subject = { kind: 'configuration', id: 'duties.pack' } as const;
    const entries: EntryDraft[] = [];
    if (added.length > 0) entries.push({ act: 'duties.rules-installed', subject, body: { rules: added } });
    for (const { ladder, post } of ladders) {
      const version = await store.saveLadder(tx, ctx.ids.next<'ladder'>(), at, ladder, post);
      entries.push({
        act: 'duties.ladder-in-force',
        subject: { kind: 'configuration', id: `duties.ladder.${ladder.key}` },
        ...(post ? { about: [{ kind: 'post', id: post }] } : {}),
        body: { key: ladder.key, version, rungs: ladder.rungs.length },
      });
    }
    if (!isNonEmpty(entries)) return refuse('duties.nothing-due');
    return { ok: true, value: { rules: added.length, ladders: ladders.length }, entries, events: [] };
  };

/**
 * Adds to an area set up by an earlier Heed the rules that this one ships and it does not have, in force from now; a
 * rule that is there is never changed. Refuses `duties.nothing-due` where there is nothing to add, and in a database
 * that no area has been set up in: its pack comes with the area.
 */
export const addNewRules =
  (store: Pick<PackStore, 'hasRules' | 'saveRules'>): Command<readonly DutyRule[], null> =>
  async (tx, ctx, rules) => {
    const added = (await store.hasRules(tx)) ? await store.saveRules(tx, ctx.now, rules) : [];
    if (added.length === 0) return refuse('duties.nothing-due');
    const subject = { kind: 'configuration', id: 'duties.pack' } as const;
    return {
      ok: true,
      value: null,
      entries: [{ act: 'duties.rules-installed', subject, body: { rules: added } }],
      events: [],
    };
  };
