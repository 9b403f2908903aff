import type { RaiseConcern } from '../../src/modules/concerns/domain/raise-input.ts';
import type { Colour } from '../../src/modules/concerns/domain/vocabulary.ts';

/**
 * What happened in Wrenfold, in order: each act is played through the command a person would have used, at its own
 * moment. `at` is epoch milliseconds of domain time; posts and concerns are named by the demo's own keys.
 */
export type DemoAct = { readonly at: number; readonly concern: string } & (
  | {
      readonly kind: 'raise';
      /** The post that wrote it up (helpline, partner page); `null` on the public pages and the partner API. */
      readonly by: string | null;
      readonly input: RaiseConcern;
      /** Which told-in-pieces story it belongs to; for tests and the guide only, never given to a command. */
      readonly story: string | null;
    }
  | { readonly kind: 'open'; readonly by: string }
  | { readonly kind: 'triage'; readonly by: string; readonly colour: Colour; readonly reason: string }
  | ({ readonly kind: 'decide'; readonly by: string } & DemoDecision)
  /** Played only when the decision turned out to need a second person. */
  | { readonly kind: 'confirm'; readonly by: string; readonly agrees: boolean; readonly reason: string }
  /** The post that was handed the work takes it on. */
  | { readonly kind: 'accept'; readonly by: string }
  /** The answer to the reporter, where it was not written with the decision. */
  | { readonly kind: 'answer'; readonly by: string; readonly words: string }
  /** `by` is `null`: from whoever holds the receipt. */
  | { readonly kind: 'message'; readonly by: string | null; readonly words: string }
  | { readonly kind: 'read-messages'; readonly by: string }
  | { readonly kind: 'challenge'; readonly words: string }
  | {
      readonly kind: 'answer-challenge';
      readonly by: string;
      readonly upheld: boolean;
      readonly words: string;
    }
  | {
      readonly kind: 'request';
      readonly by: string;
      readonly request: string;
      /** Demo key of the post asked. */
      readonly of: string;
      readonly words: string;
    }
  | { readonly kind: 'reply'; readonly by: string; readonly request: string; readonly words: string }
  | { readonly kind: 'refer-lado'; readonly by: string }
);
export type ActKind = DemoAct['kind'];

/** The outcomes a front door can reach; the module's own words. */
export type DemoOutcome =
  | 'immediate-protection'
  | 'assessment'
  | 'joins-open-work'
  | 'early-help'
  | 'information-and-advice'
  | 'another-to-answer'
  | 'no-further-action';

export interface DemoDecision {
  readonly outcome: DemoOutcome;
  /** The post that takes the work on, where the outcome hands it over. */
  readonly handedTo: string | null;
  /** In the decider's words, addressed to what was said. */
  readonly reason: string;
  readonly setAside: string;
  readonly wouldReopen: string;
  /** What the reporter is told; `null` when it is written later. */
  readonly answer: string | null;
}

/** Outcomes that may need a second person before they count. */
export const LESSER: readonly DemoOutcome[] = ['no-further-action', 'information-and-advice'];
