import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';

/** What a duty is about, in one line, for somebody who may see it. */
export interface SubjectLine {
  readonly line: string;
  readonly reference: string | null;
  readonly href: string;
}

function describePerson(mention: Extract<MentionAsGiven, { kind: 'child' | 'adult' }>): string {
  const age = mention.age ?? mention.dateOfBirth;
  const who =
    mention.name ?? (mention.kind === 'child' ? 'a child, name not known' : 'an adult, name not known');
  return age ? `${who} (${age})` : who;
}

/** One mention in a few words. */
export function describeMention(mention: MentionAsGiven): string {
  switch (mention.kind) {
    case 'child':
    case 'adult':
      return describePerson(mention);
    case 'phone':
      return `phone ${mention.number}`;
    case 'vehicle':
      return [mention.colour, mention.make, mention.registration ?? 'car'].filter(Boolean).join(' ');
    case 'place':
      return mention.name ?? mention.address ?? mention.postcode ?? 'a place';
    case 'account':
      return `${mention.handle}${mention.site ? ` on ${mention.site}` : ''}`;
    case 'organisation':
      return mention.name;
  }
}

/** The children first, then what else might be recognised; at most four, the rest as a count. */
export function describeMentions(mentions: readonly MentionAsGiven[]): string {
  const order = ['child', 'vehicle', 'phone', 'adult', 'place', 'account', 'organisation'];
  const sorted = [...mentions].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const said = sorted.slice(0, 4).map(describeMention);
  const more = sorted.length - said.length;
  if (said.length === 0) return 'Nobody named';
  return more > 0 ? `${said.join('; ')} and ${more} more` : said.join('; ');
}

/**
 * Describes concerns, requests and patterns for the inbox. Left out, and so shown as "a record": what `viewer` is
 * named in. The inbox shows a duty only to those it is owed by or climbed to, so nobody else asks.
 */
export function describeSubjects(ports: ConcernsPorts) {
  return async (
    tx: Tx,
    refs: readonly RecordRef[],
    viewer: AccountId,
  ): Promise<ReadonlyMap<string, SubjectLine>> => {
    const lines = new Map<string, SubjectLine>();
    const idsOf = (wanted: RecordRef['kind']) => refs.filter((r) => r.kind === wanted).map((r) => r.id);
    const ids = refs.filter((r) => r.kind === 'concern').map((r) => r.id as ConcernId);
    const [kept, rows, patterns, openings] = await Promise.all([
      ports.store.listKeptFrom(tx, ids, viewer),
      ports.store.listRows(tx, ids),
      ports.store.listPatternRows(tx, idsOf('pattern')),
      ports.store.listOpeningRows(tx, idsOf('opening')),
      ports.vault.warm(tx, ids.map(concernRef)),
    ]);
    for (const row of rows.filter(({ id }) => !kept.includes(id))) {
      const told = await ports.store.openTold(tx, ports.vault, row);
      lines.set(row.id, {
        line: told ? describeMentions(told.mentions) : 'Erased by law; what happened is still recorded',
        reference: row.reference,
        href: `/concerns/${row.id}`,
      });
    }
    for (const pattern of patterns) {
      const { incidents, kinds } = pattern.figures;
      lines.set(pattern.id, {
        line: `${incidents} separate warnings from ${kinds} kinds of people`,
        reference: pattern.reference,
        href: `/patterns/${pattern.id}`,
      });
    }
    for (const opening of openings) {
      lines.set(opening.id, {
        line: 'A record opened in an emergency by somebody with no part in it',
        reference: null,
        href: `/emergency-openings/${opening.id}`,
      });
    }
    for (const { kind, id } of refs) {
      const erasure = kind === 'erasure' ? await ports.store.findErasure(tx, id) : null;
      if (!erasure) continue;
      lines.set(id, {
        line: 'Erasing what was said in a record: you are the second person',
        reference: erasure.reference,
        href: `/erasures/${id}`,
      });
    }
    return lines;
  };
}
