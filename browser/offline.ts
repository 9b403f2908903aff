/** Keeps a form from being sent into a dead connection, where the browser's own error page would swallow what was typed. */
export function stayWhenOffline(): void {
  const main = document.querySelector<HTMLElement>('[data-offline]');
  if (!main) return;
  document.addEventListener('submit', (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    let notice = document.querySelector<HTMLElement>('[data-offline-notice]');
    if (!notice) {
      notice = document.createElement('p');
      notice.className = 'govuk-inset-text';
      notice.setAttribute('role', 'alert');
      notice.setAttribute('data-offline-notice', '');
    }
    notice.textContent = main.dataset.offline ?? '';
    (event.target as Element).append(notice);
  });
}
