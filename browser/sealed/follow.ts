/**
 * Coming back with a receipt that opens a sealed disclosure: the thread, writing again, asking for the body outside, and what has
 * changed at work since. In this page's memory only; leaving the page ends it. Source: 70-disclosures.md 9.6, 9.10.
 */
import { readBase64url, toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { Recipient, Roster } from '../../src/modules/disclosures/domain/roster.ts';
import type { ItemAct } from '../../src/modules/disclosures/domain/thread.ts';
import { ROSTER_REFUSALS } from '../../src/modules/disclosures/domain/verify-roster.ts';
import {
  type Held,
  type OpenThread,
  openThread,
  type ShownItem,
} from '../../src/modules/disclosures/sealing/open-thread.ts';
import { TooLong } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { FOLLOW_EN as t } from '../../src/modules/disclosures/web/public/texts/en-follow.ts';
import { button, clearFaults, el, fill, h2, inset, p, showFaults } from './dom.ts';
import { fetchThreads, writeItem } from './fetch-threads.ts';
import { showReprisals } from './reprisals.ts';
import { type Loaded, loadRoster } from './roster.ts';
import { NotSent } from './send.ts';

/** What every part of the page needs. */
export interface Following extends Pick<Loaded, 'everybody' | 'statementKey'> {
  readonly held: Held;
  readonly at: HTMLElement;
  readonly roster: (Roster & { readonly hash: string }) | null;
  /** Asks the server again and shows what there is. */
  again(notice?: string): Promise<void>;
}

const describe = ({ name, post }: Recipient) => `${name}, ${post}`;

/** A day as people read it. */
export const sayDay = (day: string): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });

/** One message: who, when, and what it says; or that it can't be trusted. */
export function showItem({ item, by, content }: ShownItem): HTMLElement {
  const day = sayDay(item.day);
  if (by === 'forged' || !content)
    return el(
      'article',
      { class: 'heed-message' },
      el('h3', { class: 'govuk-heading-s' }, day),
      inset(t.forged),
    );
  const who =
    by === 'you' ? fill(t.fromYou, { day }) : fill(t.from, { who: by === 'gone' ? '…' : describe(by), day });
  const act = t.acts[item.act];
  const signed = by === 'you' ? null : el('p', { class: 'govuk-hint' }, by === 'gone' ? t.gone : t.checked);
  const happened = content.happened ? p(sayDay(content.happened)) : null;
  return el(
    'article',
    { class: 'heed-message' },
    el('h3', { class: 'govuk-heading-s' }, act === '' ? who : `${who}: ${act}`),
    happened,
    el('p', { class: 'govuk-body heed-said' }, content.text),
    signed,
  );
}

/** What to say of an error, at which field. */
export function faultOf(error: unknown, field: string) {
  if (error instanceof TooLong) return { field, text: t.faults.tooLong };
  if (!(error instanceof NotSent) || error.why === 'offline') return { field, text: t.faults.offline };
  const meanwhile = error.detail === 'disclosures.written-meanwhile';
  return { field, text: meanwhile ? t.faults.meanwhile : `${t.faults.refused} (${error.detail})` };
}

/** A box to write in. */
export function writingBox(
  id: string,
  label: string,
  hint?: string,
  rows = '5',
): { readonly group: HTMLElement; readonly box: HTMLTextAreaElement } {
  const box = el('textarea', {
    class: 'govuk-textarea',
    id,
    name: id,
    rows,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const group = el(
    'div',
    { class: 'govuk-form-group' },
    el('label', { class: 'govuk-label govuk-label--m', for: id }, label),
    hint ? el('div', { class: 'govuk-hint' }, hint) : null,
    box,
  );
  return { group, box };
}

/** Does something that takes a while once, however often it is asked; says what went wrong at `field`. */
export function once(field: string, work: () => Promise<void>): () => void {
  let busy = false;
  return () => {
    if (busy) return;
    busy = true;
    clearFaults();
    work()
      .catch((error: unknown) => showFaults(t.error, [faultOf(error, field)]))
      .finally(() => {
        busy = false;
      });
  };
}

function standing({ thread }: OpenThread): HTMLElement {
  const { readers, escalated, closed, withdrawn, removal } = thread.standing;
  const count = (at: string) => readers.filter((one) => one.standing === at).length;
  const lines = [
    fill(t.arrived, { day: sayDay(thread.day) }),
    count('cleared') > 0 ? fill(t.cleared, { n: count('cleared') }) : t.noneYet,
    count('recused') > 0 ? fill(t.recused, { n: count('recused') }) : null,
    escalated ? fill(t.escalated, { day: sayDay(escalated) }) : null,
    closed ? fill(t.closed, { day: sayDay(closed) }) : null,
    withdrawn ? fill(t.withdrawn, { day: sayDay(withdrawn) }) : null,
    removal ? fill(t.removal, { day: sayDay(removal) }) : null,
  ];
  return inset(...lines.filter((line) => line !== null).map((line) => p(line)));
}

/** Writing to those who may read; `second`: in the thread about reprisals. */
export function writePart(on: Following, open: OpenThread, second = false): HTMLElement {
  const { group, box } = writingBox(second ? 'write-second' : 'write', t.write, t.writeHint);
  const receipt = second ? on.held.second : on.held.first;
  const send = once(box.id, async () => {
    if (box.value.trim() === '') {
      showFaults(t.error, [{ field: box.id, text: t.faults.empty }]);
      return;
    }
    const content = { text: box.value, happened: null, kinds: [] };
    await writeItem(open, receipt, 'message', content, readBase64url(on.statementKey) ?? new Uint8Array());
    box.value = '';
    await on.again(t.sent);
  });
  return el('section', {}, group, button(t.send, send));
}

/** Something that can't be undone: asked for, said what it means, and pressed twice. */
function decide(
  on: Following,
  open: OpenThread,
  act: ItemAct,
  words: readonly [string, string, string],
): HTMLElement {
  const [heading, why, press] = words;
  const { group, box } = writingBox(`why-${act}`, heading, why, '2');
  const said = el('div', { 'aria-live': 'polite' });
  let asked = false;
  const carryOut = once(box.id, async () => {
    const content = { text: box.value, happened: null, kinds: [] };
    await writeItem(open, on.held.first, act, content, readBase64url(on.statementKey) ?? new Uint8Array());
    await on.again(t.sent);
  });
  const press1 = button(
    press,
    () => {
      if (asked) carryOut();
      else said.replaceChildren(inset(t.sure));
      asked = true;
    },
    true,
  );
  const summary = el(
    'summary',
    { class: 'govuk-details__summary' },
    el('span', { class: 'govuk-details__summary-text' }, heading),
  );
  return el(
    'details',
    { class: 'govuk-details' },
    summary,
    el('div', { class: 'govuk-details__text' }, group, said, press1),
  );
}

/**
 * What is wrong with the list that this page was given, seen from the disclosure: it may not be older than the one it was sealed by,
 * nor another of the same number (10.13). Then nothing more is written here.
 */
function faultOfRoster({ roster }: Following, { roster: used }: OpenThread): string | null {
  if (!roster) return t.faults.rosterUnchecked;
  if (roster.version < used.version) return ROSTER_REFUSALS.old;
  return roster.version === used.version && roster.hash !== used.hash ? ROSTER_REFUSALS.forked : null;
}

function writing(on: Following, first: OpenThread, second: OpenThread | null): readonly Node[] {
  const { withdrawn, escalated, readers } = first.thread.standing;
  const held = readers.some(({ role, standing: at }) => role === 'escalation' && at === 'held');
  const outside = held && !escalated;
  return [
    writePart(on, first),
    ...(outside
      ? [decide(on, first, 'ask-outside', [t.askOutside, t.askOutsideWhy, t.askOutsideButton])]
      : []),
    ...(withdrawn ? [] : [decide(on, first, 'withdraw', [t.takeBack, t.takeBackWhy, t.takeBackButton])]),
    showReprisals(on, first, second),
  ];
}

function draw(on: Following, first: OpenThread, second: OpenThread | null, notice?: string): void {
  const heading = el('h1', { class: 'govuk-heading-l', tabindex: '-1' }, t.heading);
  const fault = faultOfRoster(on, first);
  on.at.replaceChildren(
    heading,
    ...(notice ? [inset(notice)] : []),
    p(t.lead),
    standing(first),
    h2(t.messages),
    ...(first.items.length === 0 ? [p(t.noMessages)] : first.items.map(showItem)),
    ...(first.whole ? [] : [inset(t.missing)]),
    ...(fault ? [inset(fill(t.faults.roster, { why: fault }))] : writing(on, first, second)),
    button(t.again, () => void on.again(), true),
    el('p', {}, el('a', { class: 'govuk-button', href: '/leave' }, t.leave)),
  );
  heading.focus();
  window.scrollTo(0, 0);
}

/** All items of a thread, however many answers they take. */
async function openWhole(bytes: Uint8Array, on: Following, second: boolean): Promise<OpenThread | null> {
  const receipt = second ? on.held.second : on.held.first;
  return openThread(bytes, receipt, on.everybody, async (from) =>
    second ? (await fetchThreads(on.held, from)).second : (await fetchThreads(on.held, from)).first,
  );
}

async function showAgain(on: Following, notice?: string): Promise<void> {
  const found = await fetchThreads(on.held, 0);
  const first = found.first && (await openWhole(found.first, on, false));
  if (!first) {
    on.at.replaceChildren(inset(t.faults.altered));
    return;
  }
  const second = found.second && (await openWhole(found.second, on, true));
  draw(on, first, second, notice);
}

/**
 * Shows what the receipt opens in place of the form that asked for it; `false` where it opens no sealed disclosure, and the form is
 * to be sent as it is. Throws where there is no connection.
 */
export async function followSealed(held: Held, form: HTMLFormElement): Promise<boolean> {
  // The list is fetched whichever channel the receipt is for: that it was fetched tells nobody which.
  const [found, loaded] = await Promise.all([fetchThreads(held, 0), loadRoster().catch(() => null)]);
  if (!found.first) return false;
  const at = el('div', {});
  const verified = loaded?.verified.ok ? loaded.verified : null;
  const on: Following = {
    held,
    at,
    everybody: loaded?.everybody ?? new Map(),
    statementKey: loaded?.statementKey ?? toBase64url(new Uint8Array(32)),
    roster: verified ? { ...verified.roster, hash: verified.hash } : null,
    again: (notice) => showAgain(on, notice),
  };
  (form.parentElement ?? form).replaceChildren(at);
  await on.again();
  return true;
}
