import type { NotifyClient } from 'notifications-node-client';
import { composeNotice, type NoticeAdapter, NoticeNotSent } from './outgoing-notice.ts';

export interface NotifyOptions {
  readonly apiKey: string;
  /** Template ids; each template has one placeholder, `((message))`. Null: that means is not sent by Notify. */
  readonly smsTemplate: string | null;
  readonly emailTemplate: string | null;
  readonly address: string;
  /** Only for tests: another server than GOV.UK Notify's. */
  readonly server?: string;
}

/** The status of Notify's answer, or the reason that there was none. */
function codeOf(error: unknown): string {
  const status = (error as { response?: { status?: unknown } }).response?.status;
  if (typeof status === 'number') return String(status);
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : 'unknown';
}

/** Longest wait for Notify: its client has no limit of its own, and one hung call must not hold up other notices. */
const PATIENCE_MS = 10_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoticeNotSent('timed-out')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Sends text messages, and e-mail where no mail server is configured, through GOV.UK Notify. */
export function createNotifyAdapter(options: NotifyOptions): NoticeAdapter {
  let opened: Promise<NotifyClient> | undefined;
  /** Read when the first message is sent: most areas send none this way, and it is slow to load. */
  async function open(): Promise<NotifyClient> {
    const { NotifyClient: Client } = await import('notifications-node-client');
    return options.server ? new Client(options.server, options.apiKey) : new Client(options.apiKey);
  }
  return {
    send: async (notice) => {
      const template = notice.means === 'sms' ? options.smsTemplate : options.emailTemplate;
      if (template === null) throw new NoticeNotSent('no-template');
      const { subject, body } = composeNotice(notice, options.address);
      try {
        opened ??= open();
        const client = await opened;
        const message = notice.means === 'sms' ? `${subject} ${options.address}` : body;
        const words = { personalisation: { message } };
        if (notice.means === 'sms') await inTime(client.sendSms(template, notice.to, words));
        else await inTime(client.sendEmail(template, notice.to, words));
      } catch (error) {
        if (error instanceof NoticeNotSent) throw error;
        throw new NoticeNotSent(codeOf(error));
      }
    },
  };
}
