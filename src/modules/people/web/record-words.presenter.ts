import type { MentionKind } from '../../../kernel/mention.ts';
import { type Html, html } from '../../../ui/index.ts';
import type { KnownRecord } from '../domain/record.ts';
import { sayIsoDay } from '../domain/say-day.ts';
import type { CalledRecord } from '../queries/load-record.query.ts';

export const KIND_WORDS: Readonly<Record<MentionKind, string>> = {
  child: 'Child',
  adult: 'Adult',
  phone: 'Phone',
  vehicle: 'Vehicle',
  place: 'Place',
  account: 'Online account',
  organisation: 'Organisation',
};

/** What stands where the name would of somebody or something whose name the reader may not see, or nobody knows. */
export function sayUnnamed(kind: MentionKind): string {
  return `${KIND_WORDS[kind]} on record, name not known`;
}

/** Address of a record's page, or of one of its parts. */
export function recordHref(record: KnownRecord, part = ''): string {
  return `/records/${record.kind}/${record.id}${part === '' ? '' : `/${part}`}`;
}

/** "from May 2024 until now", "until 2025", or nothing. */
export function saySpan({
  from,
  until,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}): string {
  if (from && until) return `from ${sayIsoDay(from)} to ${sayIsoDay(until)}`;
  if (from) return `since ${sayIsoDay(from)}`;
  return until ? `until ${sayIsoDay(until)}` : '';
}

/** Somebody or something on record by name, as a link where the reader may open it. */
export function nameRecord(called: CalledRecord | undefined): Html {
  if (!called) return html`Somebody or something on record`;
  const name = called.called ?? sayUnnamed(called.kind);
  return called.mayOpen
    ? html`<a class="govuk-link" href="${recordHref(called.record)}">${name}</a>`
    : html`${name}`;
}
