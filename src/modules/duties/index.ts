/**
 * What is owed, by which post, by when, and who hears when it is not done. The only importable face of this module.
 * Other modules raise and meet duties inside their own transaction and add the entries and events they are given.
 */
import type { Spine } from '../../platform/transaction.ts';
import { clearAlarm as clearAlarmWith } from './commands/clear-alarm.command.ts';
import { createNoticeDelivery as createDeliveryWith } from './commands/deliver-notice.command.ts';
import {
  addNewRules as addNewRulesWith,
  installPack as installPackWith,
} from './commands/install-pack.command.ts';
import { raiseAlarm as raiseAlarmWith } from './commands/raise-alarm.command.ts';
import {
  clearLedgerAlarms as clearLedgerAlarmsWith,
  type LedgerAlarmStore,
  raiseLedgerAlarms as raiseLedgerAlarmsWith,
} from './commands/raise-ledger-alarms.command.ts';
import { runDue as runDueWith } from './commands/run-due.command.ts';
import { createDutyEngine as createEngineWith, type DutyEngine } from './commands/run-engine.command.ts';
import type { EngineStore, NoticeSender } from './ports.ts';
import { findPending, saveDelivered } from './store/deliveries.store.ts';
import { findNextAt, lockDue, saveSteps } from './store/due-duties.store.ts';
import { readLadders, saveLadder } from './store/ladders.store.ts';
import { saveAlarmCleared, saveAlarms, saveAllCleared, saveNotices } from './store/notices.store.ts';
import { listAdministrators, listScrutineers, readPosts, readTelephones } from './store/posts.store.ts';
import { raiseDuties } from './store/raise-duties.store.ts';
import { hasRules, saveRules } from './store/rules.store.ts';
import { runStanding } from './store/standing.store.ts';

const engineStore: EngineStore = {
  lockDue,
  readLadders,
  readPosts,
  readTelephones,
  saveSteps,
  saveNotices,
  saveAlarms,
  listAdministrators,
  listScrutineers,
};

/** Raises an alarm about the machinery: `event-dead` is for what reacts to events. */
export const raiseAlarm = raiseAlarmWith(engineStore);
/** Says that the cause of an alarm is gone. */
export const clearAlarm = clearAlarmWith({ saveAlarmCleared });

const ledgerAlarmStore: LedgerAlarmStore = {
  saveAlarms,
  saveAllCleared,
  saveNotices,
  listAdministrators,
  listScrutineers,
};

/** Alarms about the ledger, which only its own check raises and ends. */
export const raiseLedgerAlarms = raiseLedgerAlarmsWith(ledgerAlarmStore);
export const clearLedgerAlarms = clearLedgerAlarmsWith(ledgerAlarmStore);

export const installPack = installPackWith({ hasRules, saveRules, saveLadder, readPosts });
export const addNewRules = addNewRulesWith({ hasRules, saveRules });

/** Builds the engine that makes missed clocks climb; `onError` hears of a round that failed, never of names. */
export function createDutyEngine(parts: {
  readonly spine: Spine;
  readonly onError: (error: unknown) => void;
}): DutyEngine {
  return createEngineWith({
    ...parts,
    runDue: runDueWith(engineStore, raiseDuties),
    standing: runStanding,
    findNextAt,
  });
}

/** What reacts to `duties.notice-queued`: sends one notice and records how it went; throws to be tried again. */
export function createNoticeDelivery(parts: {
  readonly spine: Spine;
  readonly sender: NoticeSender;
}): (data: { readonly [key: string]: unknown }) => Promise<void> {
  const store = { findPending, saveDelivered, saveAlarms, saveAlarmCleared, saveNotices, listAdministrators };
  return createDeliveryWith({ ...parts, store });
}

export type { InstallPack } from './commands/install-pack.command.ts';
export type { RanDue } from './commands/run-due.command.ts';
export type { DutyEngine } from './commands/run-engine.command.ts';
export { CALENDAR_RUNBOOK, type CalendarId, getCalendar, isWorkingDay } from './domain/calendar.ts';
export { type DueAt, deriveDueAt, isServiceOpen } from './domain/due.ts';
export { ENGLAND_PACK } from './domain/england-pack.ts';
export { FRONT_DOOR_PACK } from './domain/front-door-pack.ts';
export {
  deriveDefaultLadders,
  type Ladder,
  type LadderPosts,
  type Rung,
  type RungTarget,
} from './domain/ladder.ts';
export { DUTIES_REFUSALS } from './domain/refusals.ts';
export type { Act, DutyRule, LadderKey } from './domain/rule.ts';
export { findShippedRule, previewDue } from './domain/shipped-rule.ts';
export {
  calendarDays,
  calendarMonths,
  describeSpan,
  SERVICES,
  type Span,
  workingDays,
} from './domain/span.ts';
export type {
  DescribeSubjects,
  IsStillOwed,
  NoticeMeans,
  NoticeSender,
  NoticeTemplate,
  OpenDuty,
  RaiseDuty,
  RaisedDuty,
  SubjectLine,
} from './ports.ts';
export { type Climb, listClimbs, listMissed, type Missed } from './store/climbs.store.ts';
export { describeLadderChanges, isLadderProposalOpen } from './store/describe-ladders.store.ts';
export {
  endDutiesOfErased,
  type MeetDuties,
  type Met,
  type MetDuty,
  meetDuties,
  moveDuties,
  updateEarlierWarnings,
} from './store/meet-duties.store.ts';
export { listOpenProposals as listOpenAsks } from './store/proposals.store.ts';
export { type Raised, raiseDuties } from './store/raise-duties.store.ts';
export {
  countOpenDuties,
  type DutyLoad,
  findDuty,
  listDutiesAbout,
  listOpenDutiesFor,
} from './store/read-duties.store.ts';
export { countDutiesAt, listNoticesAbout, type PastNotice, type PostAt } from './store/read-history.store.ts';
export { readRules } from './store/rules.store.ts';
export { type TellPosts, tellPosts } from './store/tell-posts.store.ts';
export { type DutiesWeb, type DutyFrame, dutiesRoutes } from './web/duties.routes.ts';
