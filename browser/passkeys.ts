/**
 * Makes and uses passkeys. The browser does the work and unlocks the device; this asks the server what to sign, and
 * sends the answer back as an ordinary form. Where there is no script, or no passkeys, the button stays hidden and
 * password and code do.
 */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

type Registration = Parameters<typeof startRegistration>[0]['optionsJSON'];
type Authentication = Parameters<typeof startAuthentication>[0]['optionsJSON'];

interface Question {
  readonly options: Registration & Authentication;
  readonly setup?: string;
}

function set(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

async function ask(form: HTMLFormElement, url: string): Promise<Question> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  const answer = await fetch(url, { method: 'POST', body, redirect: 'error' });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Question;
}

async function answerWithPasskey(form: HTMLFormElement, url: string): Promise<void> {
  const { options, setup } = await ask(form, url);
  const answer =
    form.dataset.passkey === 'make'
      ? await startRegistration({ optionsJSON: options })
      : await startAuthentication({ optionsJSON: options });
  set(form, 'answer', JSON.stringify(answer));
  if (setup !== undefined) set(form, 'setup', setup);
  form.submit();
}

/** Shows every passkey button that this browser can work, and works it. */
export function passkeys(): void {
  if (!browserSupportsWebAuthn()) return;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    const url = form.dataset.begin;
    if (!url) continue;
    const problem = form.querySelector<HTMLElement>('[data-passkey-problem]');
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (problem) problem.hidden = true;
      answerWithPasskey(form, url).catch(() => {
        // Cancelled, timed out or refused: the browser has said why, and the other ways are on the page.
        if (problem) problem.hidden = false;
      });
    });
  }
}
