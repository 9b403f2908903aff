/**
 * Searching by key: / goes to the search box from anywhere, j and k from one result to the next and back, Enter opens it. Never
 * while something is being written; and whoever is in the way of such keys (speech input types them) turns them off on the search
 * page, for this browser (WCAG 2.1.4). Without a script Tab and Enter do the same.
 */
const OFF = 'heed.no-single-keys';
const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };
const WRITING = 'input, textarea, select, [contenteditable]';

function areOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

function boxOf(): HTMLInputElement | null {
  return (
    document.querySelector<HTMLInputElement>('[data-heed-search-box]') ??
    document.querySelector<HTMLInputElement>('#search-box')
  );
}

function goBy(step: number, from: Element): boolean {
  const all = [...document.querySelectorAll<HTMLElement>('[data-heed-results] a.heed-result')];
  if (all.length === 0 || from.closest('.heed-proposal')) return false;
  const at = from instanceof HTMLElement ? all.indexOf(from) : -1;
  const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  to?.focus();
  return true;
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.repeat) return;
  if (!(event.target instanceof Element) || event.target.matches(WRITING) || areOff()) return;
  const key = event.key.toLowerCase();
  if (key === '/') {
    const box = boxOf();
    if (!box) return;
    box.focus();
    box.select();
  } else if (!(key in STEPS && goBy(STEPS[key] ?? 0, event.target))) return;
  event.preventDefault();
}

function drawSwitch(after: Element): void {
  const hint = document.createElement('p');
  hint.className = 'govuk-hint';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'heed-link-button';
  const say = () => {
    const off = areOff();
    hint.textContent = off
      ? 'Single keys are off. '
      : 'Keys: / for the search box, j and k for the next result and the one before, Enter to open it. ';
    button.textContent = off ? 'Turn them on' : 'Turn them off';
    hint.append(button);
  };
  button.addEventListener('click', () => {
    try {
      if (areOff()) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, 'off');
    } catch {
      return;
    }
    say();
    button.focus();
  });
  say();
  after.after(hint);
}

/** Lets the search be used by single keys, and says so beneath its box. */
export function searchByKey(): void {
  document.addEventListener('keydown', onKey);
  const form = document.querySelector('.heed-search-again');
  if (form) drawSwitch(form);
}
