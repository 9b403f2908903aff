/** What the parts of the page of one disclosure share. */

import type { Lane } from '../../src/modules/disclosures/domain/thread.ts';
import type { PresentedHeader } from '../../src/modules/disclosures/web/recipients/present-disclosures.presenter.ts';
import type { OpenedBody } from './open.ts';
import type { Own, Page } from './page.ts';

/** What every part of the page of one disclosure is given. */
export interface OnReport {
  readonly own: Own;
  readonly page: Page;
  readonly seen: PresentedHeader;
  /** Draws it anew, as it stands now, with the keyboard at that part of it; at its beginning where none is named. */
  again(part?: Lane): Promise<void>;
  toList(): void;
}

/** An opened disclosure, to be written to. */
export interface Thread {
  readonly on: OnReport;
  readonly whole: OpenedBody;
}

/** Somebody by the list that this page checked; by their keys where it names nobody. */
export function nameOf(own: Own, keyId: string): string {
  if (keyId === own.name) return 'You';
  const person = own.people.find(keyId);
  return person
    ? `${person.name}, ${person.post}, ${person.organisation}`
    : `somebody not in the list (${keyId.slice(0, 8)})`;
}
