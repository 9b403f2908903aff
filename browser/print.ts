/** "Print this page" buttons, shown only where a script can work them. */
export function printButtons(): void {
  for (const button of document.querySelectorAll('[data-print]'))
    button.addEventListener('click', () => window.print());
}
