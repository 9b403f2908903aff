const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: false,
  timeZone: 'Europe/London',
});
const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'Europe/London',
});

/** An instant as staff read it, London time: "Sat, 21 Nov 2026, 17:05". */
export function sayDateTime(instant: Temporal.Instant): string {
  return DATE_TIME.format(instant.epochMilliseconds);
}

/** The London day of an instant: "21 Nov 2026". */
export function sayDay(instant: Temporal.Instant): string {
  return DAY.format(instant.epochMilliseconds);
}

/** How long until (or since) `then`, roughly, as somebody would say it: "in 25 minutes", "3 hours late". */
export function sayUntil(then: Temporal.Instant, now: Temporal.Instant): string {
  const minutes = Math.round((then.epochMilliseconds - now.epochMilliseconds) / 60_000);
  const size = Math.abs(minutes);
  const units: readonly [number, string][] = [
    [1440, 'day'],
    [60, 'hour'],
    [1, 'minute'],
  ];
  const [length, unit] = units.find(([n]) => size >= n * 1.5 || n === 1) ?? [1, 'minute'];
  const count = Math.max(1, Math.round(size / length));
  const said = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return minutes >= 0 ? `in ${said}` : `${said} late`;
}
