import { type Html, html, summaryList, warningText } from '../../../../ui/index.ts';
import type { ReporterView } from '../../queries/get-reporter.query.ts';
import { KIND_WORDS, NAMING_WORDS } from './words.page.ts';

/** Who told us, and how it is safe to reach them. Shown once, after the look was written down. */
export function renderReporter({ reference, kind, naming, details }: ReporterView): Html {
  const { contact } = details;
  const rows = [
    ['Who they are', `${KIND_WORDS[kind]}; ${NAMING_WORDS[naming]}`],
    ['Name', details.name],
    ['Their role', details.role],
    ['Where they work', details.organisation],
    ['E-mail', contact?.email],
    ['Phone', contact?.phone],
    ['Safe times', contact?.safeTimes],
    ['Safe ways', contact?.safeMeans],
    ['Who they would like to talk to', contact?.wouldLikeToTalkTo],
    ['The worker it is about', details.aboutWorker ?? undefined],
  ].flatMap(([key, value]) => (key && value ? [{ key: { text: key }, value: { text: value } }] : []));
  const secret =
    naming === 'confidential' &&
    warningText({
      text: 'They asked us to keep their name to ourselves. Do not pass it on or write it anywhere else.',
    });
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Concern ${reference}</span>Who told us</h1>${secret}${summaryList({ rows })}`;
}
