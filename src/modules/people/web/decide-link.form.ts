import { isId } from '../../../kernel/ids.ts';
import type { KnownRecord, MentionId } from '../domain/record.ts';

/** What somebody pressed beside a mention. */
export type LinkDecision =
  | {
      readonly decision: 'same' | 'not-same';
      readonly other: { readonly record: KnownRecord } | { readonly mention: MentionId };
    }
  | { readonly decision: 'new' }
  | { readonly decision: 'undo' | 'institution' | 'no-institution'; readonly reason: string };

function readOther(text: unknown): { readonly record: KnownRecord } | { readonly mention: MentionId } | null {
  const [kind, id] = typeof text === 'string' ? text.split(':') : [];
  if (!isId(id)) return null;
  if (kind === 'mention') return { mention: id };
  if (kind === 'person' || kind === 'thing') return { record: { kind, id } };
  return null;
}

/** Reads the posted form; `null` for anything that the page can't have sent. */
export function readLinkDecision(body: unknown): LinkDecision | null {
  if (typeof body !== 'object' || body === null) return null;
  const { decision, other, reason } = body as Readonly<Record<string, unknown>>;
  if (decision === 'new') return { decision };
  if (decision === 'undo' || decision === 'institution' || decision === 'no-institution')
    return { decision, reason: typeof reason === 'string' ? reason : '' };
  const named = readOther(other);
  if ((decision === 'same' || decision === 'not-same') && named) return { decision, other: named };
  return null;
}
