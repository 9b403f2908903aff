/** The page of those who receive sealed disclosures: the only place where what was disclosed is opened. */
import { contactView } from './recipient/contact.ts';
import { announcer, button } from './recipient/dom.ts';
import { enrolView } from './recipient/enrol.ts';
import { listView } from './recipient/list.ts';
import { mirrorView } from './recipient/mirror.ts';
import { createPage, type Own } from './recipient/page.ts';
import { passkeysView } from './recipient/passkeys.ts';
import { loadPeople } from './recipient/people.ts';
import { showReport } from './recipient/report.ts';
import { type SignedIn, signInView } from './recipient/sign-in.ts';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');

const root = document.getElementById('heed-recipient');
if (root) {
  const trouble = announcer();
  root.before(trouble.box);
  window.addEventListener('unhandledrejection', () =>
    trouble.say(
      'Something went wrong in this page. What you typed is still here: copy it, then load the page again.',
    ),
  );
  const page = createPage(root, (why) => signInView(why, enter));

  const toList = (own: Own) => {
    const open = (report: { readonly id: string }) =>
      showReport(own, page, report, () => toList(own)).catch((error: unknown) => {
        trouble.say(error instanceof Error ? error.message : String(error));
      });
    trouble.say('');
    page.show(
      listView(own, (report) => void open(report), [
        button('Look for new ones', () => toList(own), 'secondary'),
        contactView(),
        mirrorView(own),
        passkeysView(own),
      ]),
    );
  };

  async function enter({ own, csrf }: SignedIn): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    const whole: Own = { ...own, people: await loadPeople(today), bodies: new Map() };
    page.unlock(whole, csrf);
    toList(whole);
  }

  if (!window.crypto.subtle)
    trouble.say(
      'This address is not reached over HTTPS, so the browser opens no keys here. Ask whoever runs Heed.',
    );
  else if (root.dataset.view === 'enrol') page.show(enrolView((view) => page.show(view)));
  else page.lock('');
}
