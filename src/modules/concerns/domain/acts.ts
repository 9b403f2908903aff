/**
 * The acts a concern is a fold of. An act says what happened without words: the words (reasons, messages) are sealed
 * beside it. Source: 20-domain.md ("State is a fold over its acts").
 */
import type { AccountId, AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { ActingPerson, AgencyRequest, DecidedBefore, RestrictionKind, SubjectKey } from './concern.ts';
import type { OutcomeKind, Section, ThresholdLevel } from './outcomes.ts';
import type { Ground } from './retention.ts';
import type { Channel, Colour, Danger, Indicator, Naming, Parents, ReporterKind } from './vocabulary.ts';

/** One child's (or the whole concern's) outcome as decided. */
export interface OutcomeGiven {
  readonly subject: SubjectKey;
  readonly outcome: OutcomeKind;
  readonly section: Section;
  readonly level: ThresholdLevel | null;
  /** `held` where the second-person rule applies. */
  readonly status: 'in-force' | 'held';
  /** The post that takes the work on, where the outcome hands it over. */
  readonly handedTo: PostId | null;
  /** For `same-incident`: the other telling. */
  readonly sameAs: ConcernId | null;
}

export type ConcernAct =
  | {
      readonly act: 'concern-received';
      readonly channel: Channel;
      readonly reporterKind: ReporterKind;
      readonly naming: Naming;
      readonly danger: Danger;
      readonly indicators: readonly Indicator[];
      readonly aboutWorker: boolean;
      readonly parents: Parents;
      readonly reachable: boolean;
      readonly colour: Colour;
      readonly subjects: readonly SubjectKey[];
      /** It was decided before Heed, in the system that it was carried over from. */
      readonly before?: DecidedBefore;
    }
  | { readonly act: 'concern-opened'; readonly by: ActingPerson }
  | { readonly act: 'concern-triaged'; readonly by: ActingPerson; readonly colour: Colour }
  | { readonly act: 'child-added'; readonly by: ActingPerson; readonly subject: SubjectKey }
  | {
      readonly act: 'concern-decided';
      readonly by: ActingPerson;
      readonly outcomes: readonly OutcomeGiven[];
      readonly answer: 'sent' | 'held' | 'none';
    }
  | {
      readonly act: 'decision-confirmed';
      readonly by: ActingPerson;
      readonly subjects: readonly SubjectKey[];
    }
  | {
      readonly act: 'confirmation-refused';
      readonly by: ActingPerson;
      readonly subjects: readonly SubjectKey[];
    }
  | { readonly act: 'handover-accepted'; readonly by: ActingPerson; readonly subject: SubjectKey }
  | { readonly act: 'handover-refused'; readonly by: ActingPerson; readonly subject: SubjectKey }
  | { readonly act: 'reporter-answered'; readonly by: ActingPerson }
  | { readonly act: 'message-received' }
  | { readonly act: 'reporter-not-safe' }
  | { readonly act: 'messages-read'; readonly by: ActingPerson }
  | { readonly act: 'safety-taken-up'; readonly by: ActingPerson }
  | { readonly act: 'message-sent'; readonly by: ActingPerson }
  | { readonly act: 'concern-challenged' }
  /** `upheld`: the challenge was right, so lesser outcomes are undone and owed again, by somebody else. */
  | { readonly act: 'challenge-answered'; readonly by: ActingPerson; readonly upheld: boolean }
  | { readonly act: 'agency-asked'; readonly by: ActingPerson; readonly request: AgencyRequest }
  | {
      readonly act: 'request-answered' | 'request-declined';
      readonly by: ActingPerson;
      readonly request: string;
    }
  | { readonly act: 'allegation-considered'; readonly by: ActingPerson }
  | { readonly act: 'person-named'; readonly by: ActingPerson; readonly account: AccountId }
  /** Somebody says of themself that they know somebody in it: they are kept out from then on. */
  | { readonly act: 'interest-declared'; readonly by: ActingPerson }
  /** Restricting it to some posts, or lifting that, waits for a second person. */
  | {
      readonly act: 'restriction-asked';
      readonly by: ActingPerson;
      readonly kind: RestrictionKind;
      readonly posts: readonly PostId[];
    }
  /** `posts`: everybody let in from now on; empty when a restriction is lifted. */
  | {
      readonly act: 'restriction-confirmed';
      readonly by: ActingPerson;
      readonly posts: readonly PostId[];
    }
  | { readonly act: 'restriction-refused'; readonly by: ActingPerson }
  /** While one hold stands, nothing of it can be erased. */
  | { readonly act: 'hold-placed' | 'hold-lifted'; readonly by: ActingPerson; readonly hold: string }
  | {
      readonly act: 'erasure-proposed';
      readonly by: ActingPerson;
      readonly agency: AgencyId;
      readonly erasure: string;
      readonly ground: Ground;
    }
  | { readonly act: 'erasure-refused'; readonly by: ActingPerson; readonly erasure: string }
  /** Two people in two agencies agreed: its words are gone, and this is the last act there is. */
  | {
      readonly act: 'concern-erased';
      readonly by: ActingPerson;
      readonly agency: AgencyId;
      readonly erasure: string;
    }
  | { readonly act: 'passage-masked' | 'passage-unmasked'; readonly by: ActingPerson }
  | { readonly act: 'reporter-identity-seen'; readonly by: ActingPerson }
  | { readonly act: 'attachment-opened' | 'attachment-locked'; readonly by: ActingPerson };

export type ConcernActName = ConcernAct['act'];
