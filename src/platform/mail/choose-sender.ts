import type { Log } from '../log.ts';
import { createNotifyAdapter, type NotifyOptions } from './notify.ts';
import { type NoticeAdapter, NoticeNotSent } from './outgoing-notice.ts';
import { createSmtpAdapter, type SmtpOptions } from './smtp.ts';

export interface SenderOptions {
  readonly smtp: Omit<SmtpOptions, 'address'> | null;
  readonly notify: Omit<NotifyOptions, 'address'> | null;
  /** Where Heed is, for people to sign in at. */
  readonly address: string;
  /** The demo sends nothing to anybody: notices are kept in the application and a line is logged. */
  readonly demo: boolean;
  readonly log: Log;
}

/**
 * The way notices leave: e-mail by the mail server where there is one, else by GOV.UK Notify; text messages by Notify.
 * A means that is not configured throws, and so alarms: a silent gap would look like good news.
 */
export function createSender(options: SenderOptions): NoticeAdapter {
  const { address, log } = options;
  const smtp = options.smtp && createSmtpAdapter({ ...options.smtp, address });
  const notify = options.notify && createNotifyAdapter({ ...options.notify, address });
  return {
    send: async (notice) => {
      const adapter = notice.means === 'email' && smtp ? smtp : notify;
      if (adapter) return adapter.send(notice);
      if (!options.demo) throw new NoticeNotSent('not-configured');
      log.info('notice-not-sent-in-demo', { means: notice.means, template: notice.template });
    },
  };
}
