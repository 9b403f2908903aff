/**
 * Shows what belongs to a choice once it is chosen, and unticks the rest at "none of these". GOV.UK's own script also
 * puts aria-expanded on radio buttons, which ARIA does not allow there; what is revealed follows its choice on the page.
 */

function sync(input: HTMLInputElement): void {
  const id = input.dataset.ariaControls;
  const more = id === undefined ? null : document.getElementById(id);
  const kind = input.type === 'radio' ? 'radios' : 'checkboxes';
  more?.classList.toggle(`govuk-${kind}__conditional--hidden`, !input.checked);
}

function alike(input: HTMLInputElement): readonly HTMLInputElement[] {
  const all = document.querySelectorAll<HTMLInputElement>(`input[type="${input.type}"]`);
  return [...all].filter((other) => other.name === input.name && other.form === input.form);
}

function untickOthers(input: HTMLInputElement): void {
  if (input.type !== 'checkbox' || !input.checked) return;
  const alone = input.dataset.behaviour === 'exclusive';
  for (const other of alike(input))
    if (other !== input && (alone || other.dataset.behaviour === 'exclusive')) other.checked = false;
}

/** Keeps every choice on the page and what it reveals in step, also after the browser has put old answers back. */
export function revealChoices(): void {
  const inputs = [
    ...document.querySelectorAll<HTMLInputElement>('input[type="radio"], input[type="checkbox"]'),
  ];
  const syncAll = (): void => inputs.forEach(sync);
  for (const input of inputs)
    input.addEventListener('change', () => {
      untickOthers(input);
      alike(input).forEach(sync);
    });
  window.addEventListener('pageshow', syncAll);
  syncAll();
}
