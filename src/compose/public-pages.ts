import type { CommandContext, CommandResult } from '../kernel/command.ts';
import type { Outcome } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/tx.ts';
import {
  addMessage,
  type ConcernsPorts,
  challengeAnswer,
  deleteDraft,
  type FileFault,
  type FollowedConcern,
  findDraft,
  getReceiptStatus,
  giveProof,
  type PublicConcernsPorts,
  type ReceiptStatus,
  raiseConcern,
  reportNotSafe,
  saveDraft,
} from '../modules/concerns/index.ts';
import type { AttachmentIntake } from '../platform/files/intake.ts';
import { LARGEST_FILE, MOST_FILES } from '../platform/files/take-in.ts';
import { runCommand } from '../platform/run-command.ts';
import { runQuery } from '../platform/run-query.ts';
import type { Spine, Who } from '../platform/transaction.ts';

const PUBLIC: Who = { actor: { kind: 'public' }, basis: null };

function nextOf(status: ReceiptStatus): FollowedConcern['next'] {
  if (!status.nextBy) return null;
  const what = status.standing === 'challenged' ? 'challenge-answer' : status.readAt ? 'answer' : 'read';
  return { what, by: status.nextBy };
}

/** What a receipt opens, cut to what the page shows: of what they wrote themselves, only that and when. */
function toFollowed(status: ReceiptStatus): FollowedConcern {
  return {
    receivedAt: status.receivedAt,
    readAt: status.readAt,
    next: nextOf(status),
    messages: status.exchanges.flatMap((said): FollowedConcern['messages'] => {
      const { at, kind, words } = said;
      if (said.from === 'us' && (kind === 'answer' || kind === 'message' || kind === 'challenge-answer'))
        return [{ from: 'us', kind, at, text: words }];
      if (said.from === 'you' && (kind === 'message' || kind === 'challenge' || kind === 'not-safe'))
        return [{ from: 'you', kind, at }];
      return [];
    }),
    canChallenge: status.canChallenge,
    challengeOpen: status.standing === 'challenged',
    erasedAt: status.erasedAt,
  };
}

const FAULTS: Readonly<Record<string, FileFault>> = {
  'files.too-big': 'too-big',
  'files.empty': 'empty',
  'files.broke-off': 'broken',
  'files.infected': 'infected',
  'files.too-many': 'too-many',
};

/** Drafts are not records yet: they are kept and forgotten outside run-command, and leave no entry. */
function composeDrafts(spine: Spine, intake: AttachmentIntake): PublicConcernsPorts['drafts'] {
  const within = <T>(work: (tx: Tx) => Promise<T>) => spine.db.transaction().execute(work);
  type Draft = Awaited<ReturnType<PublicConcernsPorts['drafts']['load']>>;
  return {
    load: async (cookie) => (await within((tx) => findDraft(tx, cookie, spine.clock.wall()))) as Draft,
    save: (cookie, draft) => within((tx) => saveDraft(tx, cookie, draft, spine.clock.wall())),
    discard: async (cookie) => {
      await within((tx) => deleteDraft(tx, cookie));
      await intake.discardAll(cookie);
    },
  };
}

/** What the public pages ask of the rest: the same commands as every other door, done by somebody unknown. */
export function composePublicPages(
  spine: Spine,
  concerns: ConcernsPorts,
  intake: AttachmentIntake,
  sealed: PublicConcernsPorts['sealed'],
): PublicConcernsPorts {
  const raise = raiseConcern(concerns);
  const status = getReceiptStatus(concerns);
  const prove = giveProof(concerns);
  const acts = {
    message: addMessage(concerns),
    challenge: challengeAnswer(concerns),
    notSafe: reportNotSafe(concerns),
  };

  async function findByReceipt(receipt: string): Promise<Outcome<FollowedConcern>> {
    const found = await runQuery(spine, PUBLIC, (tx, ctx) => status(tx, ctx, { receipt }));
    return found.ok ? { ok: true, value: toFollowed(found.value) } : found;
  }

  async function writeBack(
    receipt: string,
    write: (tx: Tx, ctx: CommandContext) => Promise<CommandResult<unknown>>,
  ): Promise<Outcome<FollowedConcern>> {
    const done = await runCommand(spine, PUBLIC, write);
    return done.ok ? findByReceipt(receipt) : done;
  }

  return {
    sealed,
    drafts: composeDrafts(spine, intake),
    attachments: {
      maxBytes: LARGEST_FILE,
      maxFiles: MOST_FILES,
      take: async (cookie, { name, stream, truncated }) => {
        const taken = await intake.take(cookie, { name, stream, cutShort: truncated });
        if (taken.ok) return { ok: true, file: taken.value };
        return { ok: false, fault: FAULTS[taken.refusal.code] ?? 'unknown-type' };
      },
      remove: (cookie, id) => intake.discard(cookie, id),
    },
    raise: (input) => runCommand(spine, PUBLIC, (tx, ctx) => raise(tx, ctx, input)),
    findByReceipt,
    addMessage: (receipt, text, idempotencyKey) =>
      writeBack(receipt, (tx, ctx) => acts.message(tx, ctx, { receipt, text, idempotencyKey })),
    challenge: (receipt, text, idempotencyKey) =>
      writeBack(receipt, (tx, ctx) => acts.challenge(tx, ctx, { receipt, text, idempotencyKey })),
    notSafeNow: (receipt, idempotencyKey) =>
      writeBack(receipt, (tx, ctx) => acts.notSafe(tx, ctx, { receipt, text: '', idempotencyKey })),
    giveProof: (receipt) => runCommand(spine, PUBLIC, (tx, ctx) => prove(tx, ctx, { receipt })),
  };
}
