/**
 * The page as a whole: who is signed in, what is shown, what was not sent yet. Keys are held here and nowhere else, and are gone with
 * the page. Source: 70-disclosures.md 9.3, 10.21.
 */
import type { Opener } from '../../src/modules/disclosures/sealing/open-report.ts';
import { NotDone, read, signOut, useToken } from './ask-server.ts';
import { button, el } from './dom.ts';
import type { OpenedBody } from './open.ts';
import type { People } from './people.ts';

/** Whoever is signed in, with what they open and sign with. */
export interface Own {
  readonly opener: Opener;
  /** Seed of their signatures. */
  readonly sign: Uint8Array;
  /** The key's id in base64url. */
  readonly name: string;
  people: People;
  /** Bodies opened already, by the disclosure's id: they never change, and each opening is an event. */
  readonly bodies: Map<string, OpenedBody>;
}

const LOCK_AFTER = 10 * 60_000;
const WARN_BEFORE = 60_000;
const STAY_SIGNED_IN = 5 * 60_000;

export interface Page {
  /** Shows a view and puts the keyboard at its heading. `back`: what the browser's Back does. */
  show(view: HTMLElement, back?: () => void): void;
  /** Counts what is typed in `input` as not sent until it is empty or gone. */
  watch(input: HTMLInputElement | HTMLTextAreaElement): void;
  /** Holds the keys from now on, until locked. */
  unlock(own: Own, csrf: string): void;
  lock(why: string): void;
}

/** Makes the page work. `locked` draws what is shown to whoever is not signed in. */
export function createPage(root: HTMLElement, locked: (why: string) => HTMLElement): Page {
  const who = document.getElementById('heed-recipient-who');
  const soon = el('div', { role: 'alert', class: 'heed-alert', hidden: true });
  root.before(soon);
  const watched = new Set<HTMLInputElement | HTMLTextAreaElement>();
  let own: Own | null = null;
  let goBack: (() => void) | null = null;
  let used = 0;

  const isUnsent = () =>
    [...watched].some(
      (input) => input.isConnected && input.value.trim() !== '' && input.value !== input.defaultValue,
    );

  function draw(view: HTMLElement): void {
    root.replaceChildren(view);
    for (const input of watched) if (!input.isConnected) watched.delete(input);
    const title = view.querySelector<HTMLElement>('h1');
    title?.focus();
    window.scrollTo(0, 0);
  }

  function lock(why: string): void {
    const wasOpen = own !== null;
    // What is held of a secret is overwritten, as far as a page can.
    own?.opener.secret.fill(0);
    own?.sign.fill(0);
    own?.bodies.clear();
    own = null;
    goBack = null;
    watched.clear();
    soon.hidden = true;
    who?.replaceChildren();
    if (wasOpen) signOut();
    draw(locked(why));
  }

  const note = () => {
    used = Date.now();
    soon.hidden = true;
  };
  for (const kind of ['pointerdown', 'keydown', 'scroll'] as const)
    document.addEventListener(kind, note, { passive: true });
  let told = Date.now();
  setInterval(() => {
    if (!own) return;
    const idle = Date.now() - used;
    if (idle >= LOCK_AFTER) {
      lock('This page locked itself, because nothing was done in it for 10 minutes.');
      return;
    }
    if (idle >= LOCK_AFTER - WARN_BEFORE && soon.hidden) {
      soon.replaceChildren(
        el('p', 'govuk-body', 'This page locks in a minute. What you have not sent will be lost.'),
        button('Stay', note),
      );
      soon.hidden = false;
    }
    // Somebody who reads for long sends nothing: the session is told that they are still there.
    if (Date.now() - told > STAY_SIGNED_IN) {
      told = Date.now();
      read('/recipients/api/passkeys').catch((error: unknown) => {
        if (error instanceof NotDone && error.status === 401) lock(error.message);
      });
    }
  }, 5_000);

  window.addEventListener('beforeunload', (event) => {
    if (!isUnsent()) return;
    event.preventDefault();
    // What browsers of some years ago ask by.
    event.returnValue = true;
  });
  // A page that the browser kept whole in memory comes back without its keys.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });
  window.addEventListener('popstate', () => {
    const back = goBack;
    goBack = null;
    if (back && own) back();
  });

  return {
    lock,
    watch: (input) => watched.add(input),
    show: (view, back) => {
      // No address says what is open: only that there is something to go back to.
      if (back && !goBack) window.history.pushState(null, '');
      goBack = back ?? null;
      draw(view);
    },
    unlock: (given, csrf) => {
      own = given;
      useToken(csrf);
      note();
      const out = el('button', { type: 'button', class: 'heed-header__link' }, 'Lock and sign out');
      out.addEventListener('click', () => {
        if (!isUnsent() || window.confirm('You have written something that is not sent. Lock all the same?'))
          lock('You locked this page.');
      });
      who?.replaceChildren(out);
    },
  };
}
