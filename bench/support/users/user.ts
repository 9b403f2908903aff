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
  readonly so: { things: number; searches: number; begun: number; forms: number; calls: number };
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

/** Most concerns that one user has in mind. */
const MOST_KNOWN = 60;
/** Pages about what may stop being somebody's: decided or handed on since the page that led there was drawn. */
const LEFT = /^(concern|duty|pattern|form (?!call))/;

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
  let concerns = session.concerns;
  let duties: readonly string[] = [];
  let patterns: readonly string[] = [];
  let before: Before | null = null;
  let form: Open | null = null;
  /** A concern has offered this user something to fill in: others will. */
  let writes = false;
  /** The concern they opened so as to write on it next: theirs alone until they have. */
  let intends: string | null = null;

  /** Takes the time of what came back, and says so when it is not what a user should ever see. */
  function note(sort: Sort, what: string, { status, ms, page }: Answered, fine: readonly number[]): boolean {
    if (fine.includes(status)) {
      all.take({ sort, what, ms });
      return true;
    }
    const words = `${what}: ${status} ${readRefusal(page)}`;
    // Somebody else was there first: the form comes back, or the matter is no longer this user's.
    const moved = sort === 'write' ? [403, 409, 422].includes(status) : LEFT.test(what) && status === 403;
    if (moved) all.refused(words);
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

  /** These came before them last; what came earlier is forgotten by and by. */
  function know(linked: readonly string[]): void {
    concerns = [...new Set([...linked, ...concerns])].slice(0, MOST_KNOWN);
  }

  async function openInbox(): Promise<void> {
    const part = Math.random() < 0.7 ? '' : `?show=${pick(['overdue', 'red', 'mine', 'climbed', 'team'])}`;
    const page = await open(`/inbox${part}`, 'inbox');
    if (page === null) return;
    know(listLinked(page, 'concerns'));
    duties = listLinked(page, 'duties');
    patterns = listLinked(page, 'patterns');
  }

  function see(concern: string, page: string): void {
    const links = listForms(page, isLink).some(({ inner }) => inner.includes('name="decision"'));
    const offered = [
      ...listOffered(page, concern).filter((path) => KNOWN_FORMS.has(path)),
      ...(links ? ['link'] : []),
    ];
    before = { concern, offered };
    if (offered.length > 0) writes = true;
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

  /** Opens a form that the concern they have before them offers, and types into it. */
  async function openForm(concern: string): Promise<void> {
    const what = before?.concern === concern ? pickOften(before.offered) : undefined;
    const path = what === 'link' ? `/concerns/${concern}` : `/concerns/${concern}/${what}`;
    let started = false;
    try {
      if (what === undefined) await openSomething();
      else started = await startForm(what, concern, path);
    } finally {
      if (!started) all.busy.delete(concern);
    }
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
    know(listLinked(answered.page, 'concerns').slice(0, 20));
  }

  /** The first step towards a form: that for a call, or the concern to write on. False where there is none. */
  async function beginForm(): Promise<boolean> {
    if (all.so.calls < all.so.forms * CALLS) {
      all.so.calls += 1;
      await startForm('call', '', '/calls');
      return true;
    }
    const concern = writes ? pick(concerns.filter((one) => !all.busy.has(one))) : undefined;
    if (!concern) return false;
    all.busy.add(concern);
    all.so.begun += 1;
    intends = concern;
    await openConcern(concern);
    return true;
  }

  async function act(): Promise<void> {
    all.so.things += 1;
    if (form) {
      all.did('write');
      return sendForm(form);
    }
    if (intends) {
      const concern = intends;
      intends = null;
      all.so.begun -= 1;
      all.did('open');
      return openForm(concern);
    }
    if (csrf !== '' && all.so.searches < all.so.things * SHARE.search) {
      all.so.searches += 1;
      all.did('search');
      return search();
    }
    all.did('open');
    if (csrf === '') return openInbox();
    const wanted = all.so.forms + all.so.begun < all.so.things * SHARE.form;
    return wanted && (await beginForm()) ? undefined : openSomething();
  }

  return { act, close: () => browser.close() };
}
