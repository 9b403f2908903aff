/**
 * The sealed form: lists who can read it from a roster it checked itself, chooses by chance those who have no part in it, seals, and
 * only then sends. Nothing typed here is kept in the browser, and nothing is sent in the clear. Source: 70-disclosures.md 9.5, 9.7.
 */

import { readBase64url } from '../src/modules/disclosures/domain/base64url.ts';
import type { Roster } from '../src/modules/disclosures/domain/roster.ts';
import { WHY_NOT } from '../src/modules/disclosures/domain/route-conflicts.ts';
import { type Route, routeDisclosure } from '../src/modules/disclosures/domain/route-disclosure.ts';
import { TooLong } from '../src/modules/disclosures/sealing/seal-report.ts';
import { SEALED_EN, type SealedTexts } from '../src/modules/disclosures/web/public/texts/en-sealed.ts';
import { randomBelow } from './sealed/chance.ts';
import {
  bullets,
  button,
  clearFaults,
  el,
  type Fault,
  fill,
  h2,
  inset,
  p,
  showFaults,
} from './sealed/dom.ts';
import { showDone } from './sealed/done.ts';
import { fillChoices, readForm, type Written } from './sealed/form.ts';
import { loadRoster, today } from './sealed/roster.ts';
import { NotSent, type Prepared, prepare, send } from './sealed/send.ts';

type Open = Exclude<Route, { kind: 'nobody' }>;

interface Page {
  readonly form: HTMLFormElement;
  readonly done: HTMLElement;
  readonly readers: HTMLElement;
  readonly t: SealedTexts;
  readonly statementKey: string;
  readonly roster: Roster & { readonly hash: string };
}

function sayPeople(roster: Roster, people: readonly Roster['recipients'][number][]): readonly string[] {
  const names = new Map(roster.organisations.map(({ id, name }) => [id, name]));
  return people.map(({ name, post, organisation }) => `${name}, ${post}, ${names.get(organisation) ?? ''}`);
}

function describeRoute({ roster, t }: Page, route: Route): readonly Node[] {
  const kept = route.keptAway.map(
    ({ recipient, why }) => `${sayPeople(roster, [recipient])[0]}: ${WHY_NOT[why]}`,
  );
  const away = kept.length > 0 ? [el('h3', { class: 'govuk-heading-s' }, t.keptAway), bullets(kept)] : [];
  if (route.kind === 'nobody') return [inset(t.nobody), ...away];
  const part = (heading: string, people: readonly Roster['recipients'][number][]) =>
    people.length > 0
      ? [el('h3', { class: 'govuk-heading-s' }, heading), bullets(sayPeople(roster, people))]
      : [];
  if (route.kind === 'outside')
    return [h2(t.readers), p(t.outsideOnly), bullets(sayPeople(roster, route.escalation)), ...away];
  return [
    h2(t.readers),
    p(t.readersLead),
    bullets(sayPeople(roster, route.recipients)),
    ...part(t.reserves, route.reserves),
    ...part(t.outsideBody, route.escalation ? [route.escalation] : []),
    ...away,
  ];
}

/** What to put right, and at which field. */
function faultOf(t: SealedTexts, error: unknown): Fault {
  if (error instanceof TooLong) return { field: 'seen', text: t.faults.tooLong };
  if (!(error instanceof NotSent)) return { field: 'seen', text: t.faults.crypto };
  if (error.why === 'picture')
    return { field: 'files', text: fill(t.faults.picture, { name: error.detail }) };
  if (error.why === 'refused') return { field: 'seen', text: `${t.faults.refused} (${error.detail})` };
  return { field: 'seen', text: t.faults.offline };
}

/** Sends once, however often the button is pressed; sent again after a break, it is the same disclosure. */
function sender(page: Page, written: Written, route: Open): () => Promise<void> {
  let prepared: Prepared | null = null;
  let busy = false;
  const { form, done, readers, t, roster, statementKey } = page;
  const said = el('div', { 'aria-live': 'polite' });
  readers.append(said);
  return async () => {
    if (busy) return;
    busy = true;
    clearFaults();
    said.replaceChildren(inset(t.sending));
    const onFile = (n: number, total: number) =>
      said.replaceChildren(inset(fill(t.sendingFile, { n, total })));
    const { deployment = '' } = form.dataset;
    try {
      prepared ??= await prepare({ written, route, roster, deployment, onFile });
      const statement = await send(prepared, readBase64url(statementKey) ?? new Uint8Array());
      const { secret } = prepared;
      form.reset();
      form.remove();
      document.getElementById('sealed-lead')?.remove();
      showDone(done, secret, statement, statementKey, t);
    } catch (error) {
      if (error instanceof NotSent && error.why === 'refused') prepared = null;
      showFaults(t.error, [faultOf(t, error)]);
    } finally {
      said.replaceChildren();
      busy = false;
    }
  };
}

function check(page: Page): void {
  const { form, readers, t, roster } = page;
  clearFaults();
  readers.replaceChildren();
  const { written, faults } = readForm(form, roster, t);
  if (faults.length > 0) {
    showFaults(t.error, faults);
    return;
  }
  const route = routeDisclosure(roster, written.marks, today(), randomBelow);
  readers.replaceChildren(...describeRoute(page, route));
  if (route.kind === 'nobody') return;
  const go = sender(page, written, route);
  readers.append(button(t.send, () => void go()));
  readers.scrollIntoView({ block: 'start' });
}

async function start(form: HTMLFormElement, wait: HTMLElement, done: HTMLElement): Promise<void> {
  const t = SEALED_EN;
  const stop = (text: string) => {
    wait.replaceChildren(inset(text), ...ways);
  };
  const link = (href: string, text: string) => p(el('a', { class: 'govuk-link', href }, text));
  const ways = [link('/tell/plain', t.plainRoute), link('/speak-up/outside', t.otherWays)];
  wait.replaceChildren(inset(t.loading));
  if (!window.isSecureContext || !crypto?.subtle) return stop(t.faults.crypto);
  const loaded = await loadRoster().catch(() => null);
  if (!loaded) return stop(t.faults.offline);
  const { verified, statementKey } = loaded;
  if (!verified.ok) return stop(fill(t.faults.roster, { why: verified.plain }));
  const readers = form.querySelector<HTMLElement>('[data-readers]');
  if (!readers) return;
  const page: Page = {
    form,
    done,
    readers,
    t,
    statementKey,
    roster: { ...verified.roster, hash: verified.hash },
  };
  fillChoices(form, verified.roster, t);
  form.addEventListener('submit', (event) => event.preventDefault());
  // Who reads it follows from what is written: changed, it is chosen anew.
  form.addEventListener('input', () => readers.replaceChildren());
  form.querySelector('[data-check]')?.addEventListener('click', () => check(page));
  wait.remove();
  form.hidden = false;
}

const form = document.querySelector<HTMLFormElement>('form#sealed');
const wait = document.querySelector<HTMLElement>('#sealed-wait');
const done = document.querySelector<HTMLElement>('#sealed-done');
if (form && wait && done) void start(form, wait, done);
