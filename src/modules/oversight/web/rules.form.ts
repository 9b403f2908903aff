import type { FigurePeriod } from '../queries/rule-figures.query.ts';

/** A period that can be chosen, as the address says it. */
export interface OfferedPeriod extends FigurePeriod {
  readonly key: string;
  readonly words: string;
}

const QUARTERS = 8;

function quarterOf(day: Temporal.PlainDate, back: number): OfferedPeriod {
  const first = day
    .with({ month: 3 * Math.floor((day.month - 1) / 3) + 1, day: 1 })
    .subtract({ months: 3 * back });
  const number = (first.month + 2) / 3;
  return {
    key: `${first.year}-q${number}`,
    words: `${first.toLocaleString('en-GB', { month: 'long' })} to ${first.add({ months: 2 }).toLocaleString('en-GB', { month: 'long', year: 'numeric' })}`,
    from: first,
    to: first.add({ months: 3 }).subtract({ days: 1 }),
  };
}

/** The periods offered on this day: the last 90 days, the last year, and each quarter of two years. */
export function listPeriods(today: Temporal.PlainDate): readonly OfferedPeriod[] {
  return [
    { key: '90-days', words: 'The last 90 days', from: today.subtract({ days: 89 }), to: today },
    {
      key: '12-months',
      words: 'The last 12 months',
      from: today.subtract({ months: 12 }).add({ days: 1 }),
      to: today,
    },
    ...Array.from({ length: QUARTERS }, (_, back) => quarterOf(today, back)),
  ];
}

/** The period asked for; the last 90 days where there is none such. */
export function readPeriod(asked: string, today: Temporal.PlainDate): OfferedPeriod {
  const [usual, ...others] = listPeriods(today) as [OfferedPeriod, ...OfferedPeriod[]];
  return others.find(({ key }) => key === asked) ?? usual;
}
