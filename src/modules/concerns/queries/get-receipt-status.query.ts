import type { Query } from '../../../kernel/command.ts';
import { type ComingBack, findByComingBack } from '../commands/return-with-receipt.command.ts';
import { concernRef, deriveStanding, type Standing } from '../domain/concern.ts';
import { deriveRecipient, type Recipient } from '../domain/vocabulary.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';

/** One thing written to or by whoever holds the receipt, since the first report. */
export interface Exchange {
  readonly at: Temporal.Instant;
  readonly from: 'us' | 'you';
  readonly kind: 'message' | 'answer' | 'challenge' | 'challenge-answer' | 'not-safe';
  readonly words: string;
}

/**
 * What a receipt opens. Never the first report's words, any name, or whether a child is known: whoever holds the
 * receipt may not be who wrote it (70-disclosures.md). Only the front door's first reading is told, no later readers.
 */
export interface ReceiptStatus {
  readonly reference: string;
  readonly receivedAt: Temporal.Instant;
  readonly readAt: Temporal.Instant | null;
  readonly standing: Standing;
  readonly recipient: Recipient;
  readonly exchanges: readonly Exchange[];
  /** By when the next thing will have happened; `null` when nothing is waiting for us. */
  readonly nextBy: Temporal.Instant | null;
  readonly canChallenge: boolean;
  /** When what was told was erased; nothing else of it is there then. */
  readonly erasedAt: Temporal.Instant | null;
}

/** What whoever comes back may see. Refuses `concerns.receipt-unknown`, the same for every reason. */
export function getReceiptStatus(ports: ConcernsPorts): Query<ComingBack, ReceiptStatus> {
  return async (tx, _ctx, back) => {
    const loaded = await findByComingBack(ports, tx, back);
    if (!loaded) return { ok: false, refusal: { code: 'concerns.receipt-unknown' } };
    const { row, state } = loaded;
    const messages = await ports.store.listMessages(tx, ports.vault, row.id);
    const due = await ports.duties.listOpenAbout(tx, concernRef(row.id));
    const told = [
      'front-door.open',
      'front-door.open-red',
      'front-door.answer-reporter',
      'front-door.answer-challenge',
      'front-door.answer-second-challenge',
      'front-door.answer-message',
      'front-door.open-message-red',
    ];
    const dates = due.filter((d) => told.includes(d.rule)).map((d) => d.dueAt);
    const [next] = [...dates].sort(Temporal.Instant.compare);
    const value: ReceiptStatus = {
      reference: row.reference,
      receivedAt: row.received_at,
      readAt: state.opened?.at ?? null,
      standing: deriveStanding(state),
      recipient: deriveRecipient(state.reporterKind),
      exchanges: messages
        .filter((m) => !state.erasedAt && !m.held && !m.withdrawn)
        .map((m) => ({
          at: m.at,
          from: m.direction === 'to-reporter' ? ('us' as const) : ('you' as const),
          kind: m.kind,
          words: m.words ?? '',
        })),
      nextBy: next ?? null,
      canChallenge: !state.erasedAt && state.answeredAt !== null && !state.challengeOpen,
      erasedAt: state.erasedAt,
    };
    return {
      ok: true,
      value,
      entries: [{ act: 'concerns.status-seen-with-receipt', subject: concernRef(row.id), body: {} }],
    };
  };
}
