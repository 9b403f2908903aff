/**
 * Saves a half-filled form every ten seconds and when the page goes away, so that a timeout, a dead battery or a
 * closed lid never loses what somebody typed. The server keeps it as a draft of that person's; it decides nothing.
 */

const EVERY_MS = 10_000;

function fields(form: HTMLFormElement): URLSearchParams {
  const all = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') all.append(name, value);
  return all;
}

function isTouched(field: Element): boolean {
  if (field instanceof HTMLInputElement)
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLSelectElement)) return false;
  const chosen = [...field.options].findIndex(({ defaultSelected }) => defaultSelected);
  return !field.multiple && field.selectedIndex !== Math.max(0, chosen);
}

function watch(form: HTMLFormElement, url: string): void {
  // On a slow phone people type before this runs: only what the page came with counts as saved.
  let saved = [...form.elements].some(isTouched) ? null : fields(form).toString();
  let sending = false;
  const status = form.querySelector<HTMLElement>('[data-autosave-status]');
  const say = (text: string | undefined): void => {
    if (status && text !== undefined) status.textContent = text;
  };
  const save = async (): Promise<void> => {
    const body = fields(form);
    const now = body.toString();
    if (sending || now === saved) return;
    sending = true;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'x-autosave': '1' },
        redirect: 'error',
      });
      if (!answer.ok) throw new Error(String(answer.status));
      saved = now;
      document.dispatchEvent(new Event('heed:saved'));
      say(status?.dataset.saved ?? 'Saved.');
    } catch {
      say(status?.dataset.notSaved ?? 'Not saved yet: no connection. Keep this page open.');
    } finally {
      sending = false;
    }
  };
  window.setInterval(() => void save(), EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    const body = fields(form);
    if (document.visibilityState !== 'hidden' || body.toString() === saved) return;
    if (document.documentElement.classList.contains('heed-gone')) return;
    if (navigator.sendBeacon(url, body)) saved = body.toString();
  });
  form.addEventListener('submit', () => {
    saved = fields(form).toString();
  });
}

/** Watches every form that asks for it with `data-autosave="/where"`. */
export function autosave(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) {
    const url = form.dataset.autosave;
    if (url) watch(form, url);
  }
}
