/** Where somebody is told that something is waiting: an address, and nothing of what came. */
import { post, read } from './ask-server.ts';
import { announcer, button, el, field, hint } from './dom.ts';

/** The part of the list's page where it is set. */
export function contactView(): HTMLElement {
  const address = field('Email address', {
    hint: 'Leave it empty to be told nothing.',
    autocomplete: 'email',
  });
  const alert = announcer();
  const attempt = async (how: () => Promise<void>) => {
    try {
      await how();
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  const save = async () => {
    await post('/recipients/api/contact', { address: address.input.value.trim() });
    alert.say(address.input.value.trim() === '' ? 'You will be told nothing.' : 'Kept.', false);
  };
  const box = el(
    'details',
    'govuk-details',
    el(
      'summary',
      'govuk-details__summary',
      el('span', 'govuk-details__summary-text', 'Being told that something is waiting'),
    ),
    el(
      'div',
      'govuk-details__text',
      hint(
        'A message says that something is waiting, once a day at most, and never what. Use an address that your employer can’t read.',
      ),
      address.box,
      alert.box,
      button('Keep', () => attempt(save), 'secondary'),
    ),
  );
  box.addEventListener('toggle', () => {
    if (box.open)
      void attempt(async () => {
        const kept = await read<{ readonly address: string }>('/recipients/api/contact');
        // What was typed meanwhile stays.
        if (address.input.value === '') address.input.value = kept.address;
      });
  });
  return box;
}
