import type { Command, Query } from '../../../kernel/command.ts';
import type { Standing } from '../domain/concern.ts';
import type { RaiseConcern, RaisedConcern } from '../domain/raise-input.ts';

/** How a concern stands, as the agency that raised it may see it. Never a name, a colour or what else is known. */
export interface ConcernProgress {
  readonly reference: string;
  readonly standing: Exclude<Standing, 'erased'>;
  readonly receivedAt: Temporal.Instant;
  /** When the front door first read it. */
  readonly openedAt: Temporal.Instant | null;
  readonly answeredAt: Temporal.Instant | null;
  /** By when the next thing owed to the reporter is due. */
  readonly nextBy: Temporal.Instant | null;
  /** What the front door has written to the reporter, and what this agency has added since, oldest first. */
  readonly messages: readonly {
    readonly from: 'you' | 'front-door';
    readonly kind: 'message' | 'answer' | 'challenge' | 'not-safe';
    readonly at: Temporal.Instant;
    readonly words: string;
  }[];
}

/** Something more that the agency has to say about a concern it raised. */
export interface AddToConcern {
  readonly reference: string;
  readonly words: string;
  /** `challenge`: the answer does not answer what we told you. */
  readonly kind: 'message' | 'challenge' | 'not-safe';
  readonly idempotencyKey: string;
}

/** What the partner API asks of the rest of Heed. Each refuses another agency's concern as though it did not exist. */
export interface PartnerApiPorts {
  readonly raise: Command<RaiseConcern, RaisedConcern>;
  readonly follow: Query<{ readonly reference: string }, ConcernProgress>;
  readonly add: Command<AddToConcern, { readonly receivedAt: Temporal.Instant }>;
}
