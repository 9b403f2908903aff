import type { MentionAsGiven } from '../../../src/kernel/mention.ts';
import type { RaiseConcern } from '../../../src/modules/concerns/domain/raise-input.ts';
import type {
  Channel,
  Indicator,
  Naming,
  Parents,
  ReporterKind,
} from '../../../src/modules/concerns/domain/vocabulary.ts';
import type { DemoOutcome } from '../acts.ts';

/** One telling of a story told in pieces, and what was made of it at the time. */
export interface Piece {
  /** How long before today: days and an hour of that day, or minutes before now for what has only just come in. */
  readonly when: { readonly daysAgo: number; readonly hour: number } | { readonly minutesAgo: number };
  readonly kind: ReporterKind;
  readonly channel: Channel;
  /** The post that wrote it up; `null` on public pages and the partner API. */
  readonly by: string | null;
  readonly naming: Naming;
  readonly name?: string;
  readonly role?: string;
  readonly worry: string;
  readonly mentions: readonly MentionAsGiven[];
  readonly indicators: readonly Indicator[];
  readonly parents?: Parents;
  readonly aboutWorker?: string;
  /** Absent while nobody has decided it. */
  readonly decided?: {
    readonly outcome: DemoOutcome;
    readonly handedTo?: string;
    readonly reason: string;
    readonly setAside: string;
    readonly wouldReopen: string;
    readonly answer: string;
  };
}

export interface Story {
  readonly key: string;
  /** What a human would see if they laid it side by side; for the guide, shown to nobody in the demo. */
  readonly whatItIs: string;
  readonly pieces: readonly Piece[];
}

/** A piece as it was handed in. */
export function tellPiece(piece: Piece, key: string): RaiseConcern {
  const { kind, naming } = piece;
  return {
    channel: piece.channel,
    reporter: {
      kind,
      naming,
      ...(piece.name ? { name: piece.name } : {}),
      ...(piece.role ? { role: piece.role } : {}),
    },
    told: {
      questions: kind === 'child' ? 'public-child/1' : piece.by ? 'partner/1' : 'public-adult/1',
      language: 'en-GB',
      answers: [{ question: 'worry', asked: 'What are you worried about?', answer: piece.worry }],
    },
    worry: piece.worry,
    when: 'recent',
    danger: kind === 'child' ? 'not-sure' : 'no',
    indicators: piece.indicators,
    aboutWorker: piece.aboutWorker ? { yes: true, who: piece.aboutWorker } : { yes: false },
    parents: piece.parents ?? 'not-sure',
    mentions: piece.mentions,
    receiptDeclined: false,
    attachments: [],
    idempotencyKey: key,
  };
}
