/** Which parts of a disclosure leave for a recipient's browser, and how they are written. Bytes are base64url. */
import { toBase64url } from '../../domain/base64url.ts';
import type { ListedReport, SealedBody } from '../../ports/reading.ports.ts';
import type { OwnList, SeenHeader, SeenItems } from '../../queries/read-disclosures.query.ts';

function presentReport(report: ListedReport) {
  const { envelope, header, bound, ...days } = report;
  return {
    ...days,
    bound: toBase64url(bound),
    envelope: toBase64url(envelope),
    header: toBase64url(header),
  };
}

export type PresentedReport = ReturnType<typeof presentReport>;

export function presentList({ today, reports, more }: OwnList) {
  return { today, reports: reports.map(presentReport), more };
}

export function presentHeader({ today, report, readers, removals }: SeenHeader) {
  return {
    today,
    report: presentReport(report),
    readers: readers.map(({ keyId, role, place, standing }) => ({ keyId, role, place, standing })),
    removals: removals.map(({ keyId, day, kept }) => ({ keyId: toBase64url(keyId), day, kept })),
  };
}

export function presentBody({ envelope, unsigned, signature }: SealedBody) {
  return {
    envelope: toBase64url(envelope),
    unsigned: toBase64url(unsigned),
    signature: toBase64url(signature),
  };
}

export function presentItems({ items, more }: SeenItems) {
  return {
    more,
    items: items.map(({ lane, seq, role, act, keyId, previous, sealed, signature, day, envelope }) => ({
      lane,
      seq,
      role,
      act,
      day,
      keyId: toBase64url(keyId),
      previous: toBase64url(previous),
      sealed: toBase64url(sealed),
      signature: toBase64url(signature),
      envelope: envelope && toBase64url(envelope),
    })),
  };
}

/** What the browser reads: the same shapes, by the same names. */
export type PresentedList = ReturnType<typeof presentList>;
export type PresentedHeader = ReturnType<typeof presentHeader>;
export type PresentedBody = ReturnType<typeof presentBody>;
export type PresentedItems = ReturnType<typeof presentItems>;
export type PresentedItem = PresentedItems['items'][number];
