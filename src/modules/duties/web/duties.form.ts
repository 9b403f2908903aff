import { z } from 'zod';
import { LONDON } from '../../../kernel/clock.ts';
import { asId, isId, type PostId } from '../../../kernel/ids.ts';
import type { SeeInbox } from '../queries/see-inbox.query.ts';

const inboxSchema = z.object({
  show: z.enum(['all', 'mine', 'climbed', 'overdue', 'red', 'team']).catch('all'),
  order: z.enum(['clock', 'warnings']).catch('clock'),
  hat: z.string().refine(isId).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** What part of the inbox an address asks for; anything it does not know is the usual part. */
export function readInboxFilter(query: unknown): SeeInbox {
  const asked = inboxSchema.parse(query ?? {});
  const hat: PostId | null = asked.hat === null ? null : asId<'post'>(asked.hat);
  return { ...asked, hat };
}

// No longest text here: what is too long is refused in the domain, and comes back whole. The body is bounded.
const text = z.union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? '')]).catch('');

/** Reads one text field of a form; missing is empty. */
export function readText(body: unknown, name: string): string {
  const found = z.object({ [name]: text }).safeParse(body ?? {});
  return found.success ? (found.data[name] ?? '') : '';
}

/** The end of the day typed in three boxes (24:00 in London), or null when it is not a date. */
export function readEndOfDay(body: unknown): Temporal.Instant | null {
  const part = (name: string) => {
    const found = readText(body, `date-${name}`).trim();
    return /^\d{1,4}$/.test(found) ? Number(found) : Number.NaN;
  };
  const [day, month, year] = [part('day'), part('month'), part('year')];
  if (!(year >= 2000 && year <= 2200)) return null;
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    return date.add({ days: 1 }).toZonedDateTime(LONDON).toInstant();
  } catch (error) {
    // Not a day in the calendar: the person is told so beside the boxes.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Yes or no from the two buttons of an ask or a proposal; null when it is neither. */
export function readAnswer(body: unknown): 'confirmed' | 'refused' | null {
  const answer = readText(body, 'answer');
  return answer === 'confirmed' || answer === 'refused' ? answer : null;
}
