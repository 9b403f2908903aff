import type { Generated, JSONColumnType } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, DutyId, Id, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { columnsOf } from '../../../platform/columns.ts';
import type { CalendarId } from '../domain/calendar.ts';
import type { Rung, RungTarget } from '../domain/ladder.ts';
import type { Act, LadderKey } from '../domain/rule.ts';
import type { Span } from '../domain/span.ts';

type Instant = Temporal.Instant;
type Stored<T extends object | null> = JSONColumnType<T, string, string>;

/** The rows of schema `duties` (migrations/0020-duties.sql says what each is for). */
export type DutiesTables = {
  'duties.rules': {
    id: string;
    version: number;
    what: string;
    clock: Stored<Span | null>;
    calendar: CalendarId;
    ladder: LadderKey;
    met_by: Act[];
    red: boolean;
    on_missed: string | null;
    source: string;
    in_force_from: Instant;
  };
  'duties.ladders': {
    id: Id<'ladder'>;
    key: LadderKey;
    post_id: PostId | null;
    version: number;
    rungs: Stored<Rung[]>;
    weekly: Stored<RungTarget[]>;
    unopened: Stored<Span>;
    in_force_from: Instant;
  };
  'duties.duties': {
    id: DutyId;
    rule_id: string;
    rule_version: number;
    about_kind: RecordRef['kind'];
    about_id: string;
    key: string;
    reference: string | null;
    post_id: PostId;
    red: boolean;
    from_at: Instant;
    due_at: Instant;
    original_due_at: Instant;
    covered: boolean;
    earlier_warnings: number;
    skip_posts: PostId[];
    skip_holders: AccountId[];
    telephone: string | null;
    cause_id: DutyId | null;
    state: Generated<'open' | 'met' | 'withdrawn'>;
    ended_at: Instant | null;
    ended_act: string | null;
    ended_by: AccountId | null;
    warned: Generated<0 | 50 | 80>;
    missed_at: Instant | null;
    rung: Generated<number>;
    reached_at: Instant;
    standing: PostId[];
    told: Generated<PostId[]>;
    notice_at: Instant;
    notice_opened: Generated<boolean>;
    resent: Generated<boolean>;
    exhausted: Generated<boolean>;
    next_at: Instant | null;
  };
  'duties.rungs_reached': {
    duty_id: DutyId;
    rung: number;
    n: number;
    post_id: PostId | null;
    part: 'acts' | 'informs' | 'passed';
    why: 'due' | 'unopened' | 'vacant' | 'named';
    should_at: Instant;
    at: Instant;
    acknowledged_at: Instant | null;
    acknowledged_by: AccountId | null;
  };
  'duties.notices': {
    id: Id<'notice'>;
    duty_id: DutyId | null;
    post_id: PostId;
    kind: string;
    means: ('email' | 'sms')[];
    reference: string | null;
    at: Instant;
    opened_at: Instant | null;
    opened_by: AccountId | null;
  };
  'duties.deliveries': {
    notice_id: Id<'notice'>;
    account_id: AccountId;
    means: 'email' | 'sms';
    state: 'sent' | 'failed';
    tries: number;
    at: Instant;
    failure: string | null;
  };
  'duties.digests': {
    post_id: PostId;
    day: Temporal.PlainDate;
    kind: 'daily' | 'weekly';
    notice_id: Id<'notice'>;
  };
  'duties.proposals': {
    id: Id<'proposal'>;
    kind: 'extension' | 'withdrawal' | 'ladder';
    duty_id: DutyId | null;
    asked_by: AccountId;
    asked_post: PostId;
    asked_at: Instant;
    reason: Uint8Array;
    new_due_at: Instant | null;
    ladder: Stored<object | null>;
    settled: 'confirmed' | 'refused' | null;
    settled_by: AccountId | null;
    settled_at: Instant | null;
  };
  'duties.alarms': {
    id: Id<'alarm'>;
    kind: string;
    about: string;
    detail: Stored<object>;
    at: Instant;
    cleared_at: Instant | null;
  };
};

/** `tx` narrowed to this module's tables. */
export function dutiesTables(tx: Tx) {
  return tx.withTables<DutiesTables>();
}

export const LADDER_COLUMNS = columnsOf<DutiesTables['duties.ladders']>({
  id: true,
  key: true,
  post_id: true,
  version: true,
  rungs: true,
  weekly: true,
  unopened: true,
  in_force_from: true,
});

export const DUTY_COLUMNS = columnsOf<DutiesTables['duties.duties']>({
  id: true,
  rule_id: true,
  rule_version: true,
  about_kind: true,
  about_id: true,
  key: true,
  reference: true,
  post_id: true,
  red: true,
  from_at: true,
  due_at: true,
  original_due_at: true,
  covered: true,
  earlier_warnings: true,
  skip_posts: true,
  skip_holders: true,
  telephone: true,
  cause_id: true,
  state: true,
  ended_at: true,
  ended_act: true,
  ended_by: true,
  warned: true,
  missed_at: true,
  rung: true,
  reached_at: true,
  standing: true,
  told: true,
  notice_at: true,
  notice_opened: true,
  resent: true,
  exhausted: true,
  next_at: true,
});

export const RUNG_COLUMNS = columnsOf<DutiesTables['duties.rungs_reached']>({
  duty_id: true,
  rung: true,
  n: true,
  post_id: true,
  part: true,
  why: true,
  should_at: true,
  at: true,
  acknowledged_at: true,
  acknowledged_by: true,
});

export const PROPOSAL_COLUMNS = columnsOf<DutiesTables['duties.proposals']>({
  id: true,
  kind: true,
  duty_id: true,
  asked_by: true,
  asked_post: true,
  asked_at: true,
  reason: true,
  new_due_at: true,
  ladder: true,
  settled: true,
  settled_by: true,
  settled_at: true,
});
