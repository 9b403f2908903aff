import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Channel, Danger, Indicator, Naming, Parents, ReporterKind, When } from './vocabulary.ts';

/**
 * What somebody hands over when they raise a concern. Source: 20-domain.md, "As said": questions and answers are
 * stored verbatim with the version of the questions asked, and never edited afterwards.
 */
export interface RaiseConcern {
  readonly channel: Channel;
  readonly reporter: {
    readonly kind: ReporterKind;
    readonly naming: Naming;
    /** Who they are, where they said. Held apart from the concern and sealed. */
    readonly name?: string;
    readonly role?: string;
    readonly organisation?: string;
    /** How to reach them, and when and how it is safe to; absent when they want no contact but by receipt. */
    readonly contact?: {
      readonly email?: string;
      readonly phone?: string;
      readonly safeTimes?: string;
      readonly safeMeans?: string;
      /** A child's wish: who they would like to talk to, in their own words or the form's. */
      readonly wouldLikeToTalkTo?: string;
    };
  };
  /** Every question as it was put and every answer as it was given, in order. */
  readonly told: {
    /** Which version of which form: "public-adult/1". */
    readonly questions: string;
    /** BCP 47, the language it was said in. */
    readonly language: string;
    readonly answers: readonly {
      readonly question: string;
      readonly asked: string;
      readonly answer: string;
    }[];
  };
  /** The worry itself, in their words: the answer the screener reads first. Also among `told.answers`. */
  readonly worry: string;
  readonly when: When;
  readonly danger: Danger;
  readonly indicators: readonly Indicator[];
  /** About somebody who works or volunteers with children: goes also to the LADO and is hidden from them and their line. */
  readonly aboutWorker: {
    readonly yes: boolean;
    /** Name, work or employer, as said. */
    readonly who?: string;
  };
  readonly parents: Parents;
  /** Children, adults, phones, vehicles, places, accounts and organisations, as little as is known of each. */
  readonly mentions: readonly MentionAsGiven[];
  /** The reporter can't keep a receipt safe and wants none. */
  readonly receiptDeclined: boolean;
  /** Files already taken in, by the intake's id. */
  readonly attachments: readonly string[];
  /** Sent twice with the same key, a concern is raised once. Random, made by the form or given by the client. */
  readonly idempotencyKey: string;
  /** When it was first said, if that was earlier than now (a call written up afterwards, an import). Domain time. */
  readonly saidAt?: string;
}

/** What the person raising it is given back. */
export interface RaisedConcern {
  readonly reference: string;
  /** Eight words and the same secret as digits; `null` when declined, or when the answer is a repeat of an earlier one. */
  readonly receipt: { readonly words: readonly string[]; readonly digits: string } | null;
  readonly receivedAt: Temporal.Instant;
  /** By when somebody at the front door will have read it. */
  readonly openedBy: Temporal.Instant;
  /** By when it will have been decided what happens, and answered. */
  readonly answeredBy: Temporal.Instant;
  /** True when the same key and the same content were already received. */
  readonly repeated: boolean;
}
