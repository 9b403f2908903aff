// Source: the England pack (rules of Working Together, SI 2010/959, SI 2006/1738 and local partnerships) needs four
// units of time and no more. A count in the wrong unit is how "72 hours" became "three working days" for missing children.

/** Services whose opening hours a clock in working hours counts. */
export type ServiceId = 'front-door';

/** When a service is open: local wall time (HH:MM, Europe/London) on the working days of its own calendar. */
export interface Service {
  readonly id: ServiceId;
  readonly opens: string;
  readonly closes: string;
  readonly calendar: 'england-and-wales';
}

export const SERVICES: Readonly<Record<ServiceId, Service>> = {
  'front-door': { id: 'front-door', opens: '09:00', closes: '17:00', calendar: 'england-and-wales' },
};

/**
 * How long somebody has.
 * - `clock`: elapsed minutes, through weekends, nights and clock changes.
 * - `working-hours`: whole hours of a named service's opening times.
 * - `working-days`: to the end (24:00 local) of working day `days`; day 0 is the day of the act, or the next working day.
 * - `calendar`: to the end (24:00 local) of the same day so many days, weeks, months or years on; a month too short ends on its last day.
 */
export type Span =
  | { readonly unit: 'clock'; readonly minutes: number }
  | { readonly unit: 'working-hours'; readonly hours: number; readonly service: ServiceId }
  | { readonly unit: 'working-days'; readonly days: number }
  | {
      readonly unit: 'calendar';
      readonly days?: number;
      readonly weeks?: number;
      readonly months?: number;
      readonly years?: number;
    };

export const clockMinutes = (minutes: number): Span => ({ unit: 'clock', minutes });
export const clockHours = (hours: number): Span => ({ unit: 'clock', minutes: hours * 60 });
export const workingDays = (days: number): Span => ({ unit: 'working-days', days });
export const workingHours = (hours: number, service: ServiceId = 'front-door'): Span => ({
  unit: 'working-hours',
  hours,
  service,
});
export const calendarDays = (days: number): Span => ({ unit: 'calendar', days });
export const calendarWeeks = (weeks: number): Span => ({ unit: 'calendar', weeks });
export const calendarMonths = (months: number): Span => ({ unit: 'calendar', months });

function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}

/** `span` in words a person can check: "30 minutes", "4 hours, day or night", "1 working day". */
export function describeSpan(span: Span): string {
  if (span.unit === 'clock') {
    if (span.minutes === 0) return 'at once';
    if (span.minutes % 60 !== 0) return count(span.minutes, 'minute');
    return `${count(span.minutes / 60, 'hour')}, day or night`;
  }
  if (span.unit === 'working-hours') return count(span.hours, 'working hour');
  if (span.unit === 'working-days') return count(span.days, 'working day');
  const parts = [
    span.years ? count(span.years, 'year') : '',
    span.months ? count(span.months, 'month') : '',
    span.weeks ? count(span.weeks, 'week') : '',
    span.days ? count(span.days, 'day') : '',
  ].filter(Boolean);
  return parts.join(' and ') || 'the same day';
}
