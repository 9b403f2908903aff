/** Concerns: raised, receipted, laid beside what is known, owned, decided and answered. The module's only face. */

import type { ConcernStore } from './ports/store.ports.ts';
import * as bundle from './store/bundle.store.ts';
import * as emergency from './store/emergency.store.ts';
import { findNamed } from './store/find-reference.store.ts';
import * as keeping from './store/keeping.store.ts';
import * as lists from './store/list-concerns.store.ts';
import * as keepingLists from './store/list-kept.store.ts';
import * as masks from './store/masks.store.ts';
import * as messages from './store/messages.store.ts';
import * as patterns from './store/patterns.store.ts';
import * as read from './store/read-concern.store.ts';
import { listRecordStanding } from './store/record-standing.store.ts';
import * as requests from './store/requests.store.ts';
import * as save from './store/save-concern.store.ts';
import * as signals from './store/signals.store.ts';

/** The store on PostgreSQL. */
export const concernStore: ConcernStore = {
  ...save,
  ...read,
  ...messages,
  ...requests,
  ...bundle,
  ...masks,
  ...patterns,
  ...signals,
  ...lists,
  ...emergency,
  ...keeping,
  ...keepingLists,
  findNamed,
  listRecordStanding,
};

export { registerFileIntake } from './api/file-routes.api.ts';
export { type PartnerApiOptions, registerPartnerApi } from './api/partner-routes.api.ts';
export type { AddToConcern, ConcernProgress, PartnerApiPorts } from './api/ports.ts';
export { answerChallenge, answerReporter, sendMessage } from './commands/answer-reporter.command.ts';
export { type BreakGlass, type BrokenGlass, breakGlass } from './commands/break-glass.command.ts';
export { carryOver, listNotSent } from './commands/carry-over.command.ts';
/** Who stands above whom, for whatever takes a second person. */
export { confirmDecision, deriveLine, refuseConfirmation } from './commands/confirm-decision.command.ts';
export { type DecideConcern, decideConcern } from './commands/decide-concern.command.ts';
export {
  type AnswerErasure,
  confirmErasure,
  type ProposeErasure,
  proposeErasure,
  refuseErasure,
} from './commands/erase-record.command.ts';
export { giveProof } from './commands/give-proof.command.ts';
export { type LiftHold, liftHold, type PlaceHold, placeHold } from './commands/hold-record.command.ts';
export { isWorthKeeping, judgeGroup, judgeWaiting } from './commands/judge-waiting.command.ts';
export { layAgain } from './commands/lay-again.command.ts';
export { maskPassage, seeReporter, unmaskPassage } from './commands/mask-passage.command.ts';
export { openConcern } from './commands/open-concern.command.ts';
export { raiseConcern } from './commands/raise-concern.command.ts';
export { replayErasure } from './commands/replay-erasure.command.ts';
export {
  type AskRestriction,
  askRestriction,
  confirmRestriction,
  declareInterest,
  refuseRestriction,
} from './commands/restrict-concern.command.ts';
export {
  addMessage,
  type ComingBack,
  challengeAnswer,
  reportNotSafe,
  type WriteBack,
} from './commands/return-with-receipt.command.ts';
export { type ReviewOpening, reviewOpening } from './commands/review-opening.command.ts';
export { PATTERN_OUTCOMES, type PatternOutcome, reviewPattern } from './commands/review-pattern.command.ts';
export { type ConcernWatch, createConcernWatch } from './commands/run-watch.command.ts';
export { triageConcern } from './commands/triage-concern.command.ts';
export {
  type AskAgency,
  acceptHandover,
  addChild,
  askAgency,
  considerAllegation,
  namePerson,
  readMessages,
  refuseHandover,
  replyToRequest,
  takeUpSafety,
} from './commands/work-concern.command.ts';
export type { CarriedConcern, CarriedOver } from './domain/carry-over.ts';
export { OUTCOMES, type OutcomeKind } from './domain/outcomes.ts';
export type { RaiseConcern, RaisedConcern } from './domain/raise-input.ts';
export { CONCERN_REFUSALS } from './domain/refusals.ts';
export * from './domain/vocabulary.ts';
export type { ErasedElsewhere } from './ports/keeping.ports.ts';
export type {
  ConcernFile,
  ConcernsPorts,
  DutiesPort,
  DutyToRaise,
  PeoplePort,
  RelatedConcern,
} from './ports/outside.ports.ts';
export { describeSubjects } from './queries/describe-subjects.query.ts';
export { type ConcernView, getConcern } from './queries/get-concern.query.ts';
export { type Exchange, getReceiptStatus, type ReceiptStatus } from './queries/get-receipt-status.query.ts';
export { isStillOwed } from './queries/is-still-owed.query.ts';
export { type Found, searchConcerns } from './queries/search-concerns.query.ts';
export { listErasures, listHolds, listOver, seeErasure, seeKeeping } from './queries/see-keeping.query.ts';
export {
  getOpening,
  type LooksView,
  listOpenings,
  type OpeningView,
} from './queries/see-looks.query.ts';
export { forgetOldAnswers } from './store/api-answers.store.ts';
export {
  deleteDraft,
  deleteIdleDrafts,
  findDraft,
  newDraftCookie,
  saveDraft,
} from './store/drafts.store.ts';
export { findReferenced, findReferencedPattern } from './store/find-reference.store.ts';
export { type Happened, listHappened } from './store/list-happened.store.ts';
export {
  countFoundByNone,
  countFoundSince,
  listRuleOutcomes,
  type RuleOutcome,
} from './store/rule-outcomes.store.ts';
export type {
  Answer as PublicAnswer,
  FileFault,
  FollowedConcern,
  FollowedMessage,
  PublicConcernsPorts,
  PublicSettings,
  SealedAnswer,
  SealedDoor,
} from './web/public/ports.ts';
export { publicRoutes } from './web/public/public.routes.ts';
export { type AttachmentRoutes, attachmentRoutes } from './web/staff/attachments.routes.ts';
export { registerCallPages } from './web/staff/call.routes.ts';
export { type ConcernsWeb, registerConcernPages } from './web/staff/concern.routes.ts';
export { registerEmergencyPages } from './web/staff/emergency.routes.ts';
export { registerKeepingPages } from './web/staff/keeping.routes.ts';
export { registerLooksPages } from './web/staff/looks.routes.ts';
export { registerPatternPages } from './web/staff/pattern.routes.ts';
export { registerSearchPages } from './web/staff/search.routes.ts';
export { KIND_WORDS } from './web/staff/words.page.ts';
