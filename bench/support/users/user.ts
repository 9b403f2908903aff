/** One signed-in user: what they have open, what they do next, and the request that this comes to. */
import type { Population } from '../population.ts';
import { type Answered, createSmallBrowser, type SmallBrowser } from './browser.ts';
import { type Fields, fillForm, fillLink, KNOWN_FORMS } from './fill-form.ts';
import type { Sort, Taken, UserSession } from './orders.ts';
import { listForms, listLinked, listOffered, type PageForm, readRefusal } from './read-page.ts';

/** What all users share. */
export interface Together {
  readonly url: string;
  readonly terms: readonly string[];
  readonly population: Population;
  /** Concerns that one of them is about to write on: two people do not type into one concern at the same moment. */
  readonly busy: Set<string>;
  /** What all of them together have done so far: whoever acts next does what there has been too little of. */
  readonly so: { things: number; searches: number; forms: number; calls: number };
  readonly take: (taken: Taken) => void;
  readonly did: (sort: Sort) => void;
  readonly fault: (words: string) => void;
  readonly refused: (words: string) => void;
}

/** A form on the screen, being filled in while its user thinks. */
interface Open {
  readonly what: string;
  readonly concern: string;
  readonly action: string;
  readonly fields: Fields;
}

/** The page of a concern that a user has before them. */
interface Before {
  readonly concern: string;
  readonly page: string;
  readonly offered: readonly string[];
}

/**
 * Shares of what users do: 60% open a page (15 of them the page of a form, sent as the next thing), 25% search, 15% send
 * the form that they have filled in.
 */
const SHARE = { search: 0.25, form: 0.15 } as const;
/** Of the forms, those for a call that comes in: without new concerns there would soon be nothing left to decide. */
const CALLS = 0.35;
/** How much likelier than the rest some forms are filled in. */
const OFTEN: Readonly<Record<string, number>> = {
  decide: 4,
  message: 2,
  colour: 1.5,
  link: 3,
  reply: 3,
  accept: 3,
};

const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];
const isLink = (action: string) => action.includes('/mentions/');

function pickOften(whats: readonly string[]): string | undefined {
  const weights = whats.map((what) => OFTEN[what] ?? 1);
  let left = Math.random() * weights.reduce((sum, one) => sum + one, 0);
  return whats.find((_, index) => {
    left -= weights[index] ?? 0;
    return left < 0;
  });
}

export interface User {
  /** Does the next thing: one page, one search or one form. */
  act(): Promise<void>;
  close(): void;
}

export function createUser(session: UserSession, all: Together): User {
  const browser: SmallBrowser = createSmallBrowser(all.url, session.token);
  let csrf = '';
  let concerns: readonly string[] = [];
  let duties: readonly string[] = [];
  let patterns: readonly string[] = [];
  let before: Before | null = null;
  let form: Open | null = null;

  /** Takes the time of what came back, and says so when it is not what a user should ever see. */
  function note(sort: Sort, what: string, { status, ms, page }: Answered, fine: readonly number[]): boolean {
    if (fine.includes(status)) {
      all.take({ sort, what, ms });
      return true;
    }
    const words = `${what}: ${status} ${readRefusal(page)}`;
    if (sort === 'write' && (status === 409 || status === 422)) all.refused(words);
    else all.fault(words);
    return false;
  }

  async function open(path: string, what: string): Promise<string | null> {
    const answered = await browser.open(path);
    if (!note('open', what, answered, [200, 303])) return null;
    // Decided meanwhile: the form's address leads back to the concern, which has nothing to fill in.
    if (answered.status === 303) return null;
    csrf = /name="_csrf" value="([^"]*)"/.exec(answered.page)?.[1] ?? csrf;
    return answered.page;
  }

  async function openInbox(): Promise<void> {
    const part = Math.random() < 0.7 ? '' : `?show=${pick(['overdue', 'red', 'mine', 'climbed', 'team'])}`;
    const page = await open(`/inbox${part}`, 'inbox');
    if (page === null) return;
    const linked = listLinked(page, 'concerns');
    if (part === '' || linked.length > 0) concerns = linked;
    duties = listLinked(page, 'duties');
    patterns = listLinked(page, 'patterns');
  }

  function see(concern: string, page: string): void {
    const links = listForms(page, isLink).some(({ inner }) => inner.includes('name="decision"'));
    const offered = [
      ...listOffered(page, concern).filter((path) => KNOWN_FORMS.has(path)),
      ...(links ? ['link'] : []),
    ];
    before = { concern, page, offered };
  }

  async function openConcern(concern: string, query = ''): Promise<void> {
    const page = await open(`/concerns/${concern}${query}`, 'concern');
    if (page !== null) see(concern, page);
  }

  async function openSomething(): Promise<void> {
    const concern = pick(concerns);
    const draw = Math.random();
    if (!concern || draw < 0.3) return openInbox();
    if (draw < 0.75) return openConcern(concern);
    const duty = pick(duties);
    const pattern = pick(patterns);
    if (pattern && draw < 0.85) await open(`/patterns/${pattern}`, 'pattern');
    else if (duty && draw < 0.93) await open(`/duties/${duty}`, 'duty');
    else await open('/notices', 'notices');
  }

  /** Opens the page with a form on it and types into it; false where there is nothing to fill in. */
  async function openForm(): Promise<boolean> {
    if (all.so.calls < all.so.forms * CALLS) {
      all.so.calls += 1;
      return startForm('call', '', '/calls');
    }
    const at = before;
    if (!at || all.busy.has(at.concern)) return false;
    const what = pickOften(at.offered);
    if (!what) return false;
    all.busy.add(at.concern);
    const path = what === 'link' ? `/concerns/${at.concern}` : `/concerns/${at.concern}/${what}`;
    if (!(await startForm(what, at.concern, path))) all.busy.delete(at.concern);
    return true;
  }

  async function startForm(what: string, concern: string, path: string): Promise<boolean> {
    const page = await open(path, what === 'link' ? 'concern' : `form ${what}`);
    before = null;
    if (page === null) return false;
    if (what === 'link') return startLink(concern, page);
    const found = listForms(page, (action) => action === path)[0];
    if (!found) return false;
    form = { what, concern, action: path, fields: fillForm(what, found, all.population) };
    all.so.forms += 1;
    return true;
  }

  function startLink(concern: string, page: string): boolean {
    const canSay = ({ inner }: PageForm) => inner.includes('value="new"') || inner.includes('value="same"');
    const found = pick(listForms(page, isLink).filter(canSay));
    if (!found) return false;
    form = { what: 'link', concern, action: found.action, fields: fillLink(found) };
    all.so.forms += 1;
    return true;
  }

  async function sendForm(sent: Open): Promise<void> {
    form = null;
    before = null;
    try {
      const answered = await browser.send(sent.action, sent.fields);
      const done = note('write', sent.what, answered, sent.what === 'call' ? [200] : [303]);
      const next = /^\/concerns\/[^?#]+/.exec(answered.location)?.[0];
      // The browser follows by itself; the page that comes is a page like any other.
      if (done && next) await openConcern(sent.concern, /\?[^#]*/.exec(answered.location)?.[0] ?? '');
    } finally {
      all.busy.delete(sent.concern);
    }
  }

  async function search(): Promise<void> {
    const answered = await browser.send('/search', { _csrf: csrf, q: pick(all.terms) ?? 'Sam Example' });
    if (!note('search', 'search', answered, [200])) return;
    const found = listLinked(answered.page, 'concerns');
    if (found.length > 0) concerns = [...found.slice(0, 5), ...concerns.slice(0, 50)];
  }

  async function act(): Promise<void> {
    all.so.things += 1;
    if (form) {
      all.did('write');
      return sendForm(form);
    }
    if (csrf !== '' && all.so.searches < all.so.things * SHARE.search) {
      all.so.searches += 1;
      all.did('search');
      return search();
    }
    all.did('open');
    if (csrf === '') return openInbox();
    const wanted = all.so.forms < all.so.things * SHARE.form;
    if (wanted && (await openForm())) return;
    const concern = pick(concerns);
    // Nothing to fill in on what they have before them: somebody who means to write opens a concern first.
    return wanted && concern ? openConcern(concern) : openSomething();
  }

  return { act, close: () => browser.close() };
}
