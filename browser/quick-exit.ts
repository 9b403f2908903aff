/**
 * Leaving in a hurry. Without this script the link to /leave does the same, a moment slower: here the page goes blank
 * at once, the browser goes somewhere harmless without waiting for our server, and this page is not in the history.
 */

const PRESSES = 3;
const WITHIN_MS = 5_000;

function leave(to: string): void {
  document.documentElement.classList.add('heed-gone');
  document.title = '…';
  // Forgets the draft on the server, by a request that outlives the page. If there is no connection it lapses by itself.
  navigator.sendBeacon('/leave');
  window.location.replace(to);
}

function announcer(): (text: string) => void {
  const region = document.createElement('div');
  region.className = 'govuk-visually-hidden';
  region.setAttribute('role', 'status');
  document.body.append(region);
  return (text) => {
    region.textContent = text;
  };
}

/** Wires the button, its skip link, and three presses of Shift or Escape within five seconds. */
export function quickExit(): void {
  const root = document.querySelector<HTMLElement>('[data-module="govuk-exit-this-page"]');
  if (!root) return;
  const to = root.dataset.leaveTo ?? 'https://www.bbc.co.uk/weather';
  const say = announcer();
  for (const link of document.querySelectorAll('.govuk-js-exit-this-page-button, [data-leave]'))
    link.addEventListener('click', (event) => {
      event.preventDefault();
      leave(to);
    });
  let key = '';
  let count = 0;
  let started = 0;
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' && event.key !== 'Escape') {
      count = 0;
      return;
    }
    const fresh = event.key !== key || event.timeStamp - started > WITHIN_MS;
    key = event.key;
    if (fresh) {
      started = event.timeStamp;
      count = 0;
    }
    count += 1;
    if (count === 1) say(root.dataset.pressTwice ?? '');
    if (count === 2) say(root.dataset.pressOnce ?? '');
    if (count < PRESSES) return;
    say(root.dataset.leaving ?? '');
    leave(to);
  });
  // A page kept whole in memory by the browser would come back, filled in, at a press of Back.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });
}
