/**
 * What can be decided about a concern, and when a second person must agree.
 * Source: 20-domain.md (Decision outcomes; Second person, enforced by the server). Past failure: in Rotherham
 * warnings were closed one at a time, each by one person, with nobody counting.
 */
import { hasExploitation, type Indicator } from './vocabulary.ts';

export const OUTCOMES = {
  'immediate-protection': {
    words: 'Immediate protection: strategy discussion now',
    lesser: false,
    handsOver: true,
  },
  assessment: { words: 'Child and family assessment', lesser: false, handsOver: true },
  'joins-open-work': { words: 'Joins the open work on this child', lesser: false, handsOver: true },
  'early-help': { words: 'Early help', lesser: false, handsOver: true },
  'another-to-answer': {
    words: 'Another area’s or agency’s to answer (ours until they accept)',
    lesser: false,
    handsOver: true,
  },
  'information-and-advice': { words: 'Information and advice', lesser: true, handsOver: false },
  'no-further-action': { words: 'No further action by children’s services', lesser: true, handsOver: false },
  'not-about-a-child': {
    words: 'Not about a child: passed to somebody else',
    lesser: true,
    handsOver: false,
  },
  'same-incident': { words: 'The same incident as an earlier concern', lesser: true, handsOver: false },
} as const satisfies Record<string, { words: string; lesser: boolean; handsOver: boolean }>;
export type OutcomeKind = keyof typeof OUTCOMES;
export const OUTCOME_KINDS = Object.keys(OUTCOMES) as readonly OutcomeKind[];

/** Under which duty in law the child is worked with, where one was recorded (Children Act 1989). */
export const SECTIONS = ['section-17', 'section-47', 'neither'] as const;
export type Section = (typeof SECTIONS)[number];

/** The partnership's published threshold levels, 1 (universal) to 4 (acute). Never said to a reporter. */
export const THRESHOLD_LEVELS = [1, 2, 3, 4] as const;
export type ThresholdLevel = (typeof THRESHOLD_LEVELS)[number];

/** What is known about a child, beyond this concern, when the decision is made. Computed, never typed. */
export interface KnownContext {
  /** Earlier concerns in the last 12 months about the same child, adult, vehicle, phone or place; institutions never count. */
  readonly earlierConcerns: number;
  readonly indicators: readonly Indicator[];
  /** An indicator of exploitation ticked in an earlier concern of the bundle. */
  readonly earlierExploitation: boolean;
  readonly lookedAfter: boolean;
  readonly careLeaver: boolean;
  readonly missingEpisodes: number;
}

/** Why a second person is needed, in codes the page turns into words. */
export type SecondPersonReason =
  | 'repeat-warnings'
  | 'exploitation'
  | 'looked-after'
  | 'care-leaver'
  | 'missing';

/**
 * The reasons a lesser outcome must wait for a second person; empty when it need not, or when the outcome is
 * protective (protective outcomes never wait). "Two or more concerns" counts the one being decided: a second
 * warning inside a year already needs a second pair of eyes.
 */
export function deriveSecondPersonReasons(
  outcome: OutcomeKind,
  known: KnownContext,
): readonly SecondPersonReason[] {
  if (!OUTCOMES[outcome].lesser) return [];
  const reasons: SecondPersonReason[] = [];
  if (known.earlierConcerns + 1 >= 2) reasons.push('repeat-warnings');
  if (known.earlierExploitation || hasExploitation(known.indicators)) reasons.push('exploitation');
  if (known.lookedAfter) reasons.push('looked-after');
  if (known.careLeaver) reasons.push('care-leaver');
  if (known.missingEpisodes > 1) reasons.push('missing');
  return reasons;
}
