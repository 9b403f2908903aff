/**
 * Whether the clocks of disclosures ran, by the log alone: whoever deletes a clock, or marks it met, keeps the outside body from being
 * asked, and writes nothing of it. Source: 70-disclosures.md 9.8, 9.9; tests 10.12.
 */
import { type ChainedEvent, RECEIVED, REMOVED } from './logged-event.ts';

/** What is owed of every disclosure from the day it came, what meets it, and what the log says where nobody did. */
const OWED = [
  {
    kind: 'acknowledge',
    met: ['disclosures.acknowledged', 'disclosures.fed-back', 'disclosures.closed'],
    missed: 'disclosures.missed-acknowledging',
    say: 'acknowledged',
  },
  {
    kind: 'feedback',
    met: ['disclosures.fed-back', 'disclosures.closed'],
    missed: 'disclosures.missed-feedback',
    say: 'answered',
  },
] as const;

/** Nothing is owed about it any more. */
const OVER: readonly string[] = ['disclosures.taken-back', REMOVED];

/** The last day on which what is owed since `since` can be met. */
export type DueOf = (kind: (typeof OWED)[number]['kind'], since: string) => string;

/** A sentence for each clock that was over before `today`, and of which the log says neither that it was met nor that it was missed. */
export function judgeClocks(events: readonly ChainedEvent[], today: string, dueOf: DueOf): readonly string[] {
  const kinds = new Map<string, Set<string>>();
  const came = new Map<string, string>();
  for (const { kind, report, day } of events) {
    if (report === null) continue;
    if (kind === RECEIVED) came.set(report, day);
    kinds.set(report, (kinds.get(report) ?? new Set()).add(kind));
  }
  return [...came].flatMap(([report, day]) => {
    const said = kinds.get(report) ?? new Set();
    if (OVER.some((kind) => said.has(kind))) return [];
    return OWED.flatMap(({ kind, met, missed, say }) => {
      const due = dueOf(kind, day);
      if (due >= today || said.has(missed) || met.some((one) => said.has(one))) return [];
      return [
        `Disclosure ${report} of ${day} was to be ${say} by ${due}. It was not, and its clock did not run.`,
      ];
    });
  });
}
