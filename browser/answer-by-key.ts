/**
 * Who somebody may be, answered by one key: y for "yes, the same", n for "no", j and k to go from one to the next. Only while
 * the keyboard is on one of them, so that no key does anything to somebody who is not there (WCAG 2.1.4), and never while
 * something is being written. The buttons do the same without it.
 */
const PROPOSAL = '.heed-proposal';
const ANSWERS: Readonly<Record<string, string>> = { y: 'same', n: 'not-same' };
const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

const buttonOf = (proposal: Element, value?: string) =>
  proposal.querySelector<HTMLButtonElement>(
    value === undefined ? 'button[name="decision"]' : `button[name="decision"][value="${value}"]`,
  );

function go(from: Element, step: number): boolean {
  const all = [...document.querySelectorAll(PROPOSAL)].filter((one) => one.checkVisibility());
  const to = all[all.indexOf(from) + step];
  const button = to && buttonOf(to);
  button?.focus();
  return Boolean(button);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.repeat) return;
  if (!(event.target instanceof Element) || event.target.matches('input, textarea, select')) return;
  const proposal = event.target.closest(PROPOSAL);
  if (!proposal) return;
  const key = event.key.toLowerCase();
  const answer = ANSWERS[key];
  const button = answer === undefined ? null : buttonOf(proposal, answer);
  if (button) button.click();
  else if (!(key in STEPS && go(proposal, STEPS[key] ?? 0))) return;
  event.preventDefault();
}

/** Lets the proposals on this page be answered by key, and says so beside them. */
export function answerByKey(): void {
  const lists = document.querySelectorAll<HTMLElement>('[data-heed-proposals]');
  if (lists.length === 0) return;
  for (const list of lists) {
    if (!list.querySelector('button[name="decision"]')) continue;
    const hint = document.createElement('p');
    hint.className = 'govuk-hint';
    hint.textContent =
      'With the keyboard on one of these: y for yes, n for no, j and k for the next and the one before.';
    list.before(hint);
  }
  document.addEventListener('keydown', onKey);
}
