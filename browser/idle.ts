/**
 * Says, a quarter of an hour after the last word with the server, that a sign-in is about to lapse, and offers to go
 * on. Nothing typed is at stake: forms are kept as they are typed, and one sent too late is kept as well.
 */

let timer: number | undefined;

/** Counts from now again: the server has just heard from this page. */
function restart(banner: HTMLElement, after: number): void {
  window.clearTimeout(timer);
  banner.hidden = true;
  timer = window.setTimeout(() => {
    banner.hidden = false;
  }, after);
}

/** Watches a page of somebody signed in. */
export function idleWarning(): void {
  const banner = document.querySelector<HTMLElement>('[data-idle-seconds]');
  const button = banner?.querySelector<HTMLButtonElement>('button');
  const after = Number(banner?.dataset.idleSeconds) * 1000;
  if (!banner || !button || !(after > 0)) return;
  restart(banner, after);
  // Saving what is typed is being there.
  document.addEventListener('heed:saved', () => restart(banner, after));
  button.addEventListener('click', () => {
    fetch('/account/stay', { redirect: 'error' }).then(
      (answer) => {
        if (answer.ok) restart(banner, after);
        else window.location.reload();
      },
      () => {
        // Lapsed already, or no connection: the words stay on the page, and so does the warning.
        banner.hidden = false;
      },
    );
  });
}
