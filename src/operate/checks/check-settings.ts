import { existsSync } from 'node:fs';
import { readWitnesses } from '../../compose/witnesses.ts';
import type { Config } from '../../config.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { type Finding, watch, well, wrong } from './finding.ts';

/** Clocks are counted by a table of bank holidays that ends; past its end they refuse to count. */
export function checkHolidays(last: Temporal.PlainDate, today: Temporal.PlainDate): Finding {
  const says = `the bank-holiday table ends on ${last.toString()}`;
  if (Temporal.PlainDate.compare(today.add({ months: 3 }), last) > 0)
    return wrong('Calendars', `${says}, and due dates past it can't be counted. Upgrade Heed now.`);
  if (Temporal.PlainDate.compare(today.add({ years: 1 }), last) > 0)
    return watch('Calendars', `${says}. Upgrade Heed this year.`);
  return well('Calendars', says);
}

function checkMail(config: Config): Finding {
  if (config.smtp || config.notify?.emailTemplate) return well('E-mail', 'is set up');
  const says =
    'No mail server is set, so duties are told in Heed only. Set HEED_SMTP_URL and HEED_MAIL_FROM.';
  return config.mode === 'production' ? wrong('E-mail', says) : watch('E-mail', says);
}

function checkTexts(config: Config): Finding {
  if (config.notify?.smsTemplate) return well('Text messages', 'are set up');
  return watch(
    'Text messages',
    'None can be sent, so out of hours a danger left unopened is told by e-mail and telephone only. Set HEED_NOTIFY_API_KEY and HEED_NOTIFY_SMS_TEMPLATE.',
  );
}

function checkScanner(config: Config): Finding {
  if (config.clamdSocket === null)
    return watch('Scanner', 'Attachments are marked "not scanned". Set HEED_CLAMD_SOCKET to scan them.');
  return existsSync(config.clamdSocket)
    ? well('Scanner', config.clamdSocket)
    : wrong('Scanner', `HEED_CLAMD_SOCKET names ${config.clamdSocket}, which is not there. Start clamd.`);
}

function checkSignIn(config: Config): Finding {
  if (config.oidc) return well('Sign-in', `by ${config.oidc.issuer}`);
  return config.mode === 'demo'
    ? watch('Sign-in', 'This is the demo: anybody who reaches it can sign in as anybody.')
    : watch(
        'Sign-in',
        'by accounts that Heed keeps itself. For more than a small area set HEED_OIDC_ISSUER.',
      );
}

function checkWitnesses(config: Config): Finding {
  if (config.witnessesFile === null)
    return watch(
      'Witnesses',
      'The ledger is not yet witnessed by another organisation. Set HEED_WITNESSES: docs/operating/witnesses.md.',
    );
  try {
    const { contacts, quorum } = readWitnesses(config);
    return well('Witnesses', `${quorum} of ${contacts.length} must cosign the ledger`);
  } catch (error) {
    if (error instanceof OperatorError) return wrong('Witnesses', error.message);
    throw error;
  }
}

/** What the settings leave out, and when the calendars end. */
export function checkSettings(
  config: Config,
  holidaysEnd: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Finding[] {
  return [
    checkSignIn(config),
    checkMail(config),
    checkTexts(config),
    checkScanner(config),
    checkWitnesses(config),
    checkHolidays(holidaysEnd, today),
  ];
}
