// Source: the England pack. For saying beforehand when something will be due ("by 5pm on Tuesday"), without a database.

import { getCalendar } from './calendar.ts';
import { type DueAt, deriveDueAt } from './due.ts';
import { ENGLAND_PACK } from './england-pack.ts';
import type { DutyRule } from './rule.ts';

/** The shipped rule with this id, or undefined. */
export function findShippedRule(id: string): DutyRule | undefined {
  return ENGLAND_PACK.find((rule) => rule.id === id);
}

/** When a duty of the shipped rule `id` that began at `from` would be due; undefined for a rule unknown or without a clock. */
export function previewDue(id: string, from: Temporal.Instant): DueAt | undefined {
  const rule = findShippedRule(id);
  return rule?.clock ? deriveDueAt(rule.clock, getCalendar(rule.calendar), from) : undefined;
}
