import { LONDON, toMillis } from '../../kernel/clock.ts';

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const YEAR_FIRST =
  /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A moment as systems write it: `2016-05-31`, `31/05/2016 14:05`, `2016-05-31T14:05:00Z`. Without a zone it is London time; a
 * day alone is its noon, so that no clock change moves it to another day. `null` when it is no such thing, or no real day.
 */
export function readMoment(text: string): Temporal.Instant | null {
  const european = DAY_FIRST.exec(text);
  const found = european ?? YEAR_FIRST.exec(text);
  if (!found) return null;
  const [, a = '', b = '', c = '', hour = '12', minute = '00', second = '00', zone] = found;
  const [year, month, day] = european ? [c, b, a] : [a, b, c];
  try {
    const plain = Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Number(second),
      },
      { overflow: 'reject' },
    );
    return toMillis(
      zone ? Temporal.Instant.from(`${plain.toString()}${zone}`) : plain.toZonedDateTime(LONDON).toInstant(),
    );
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
