import { createTransport } from 'nodemailer';
import { composeNotice, type NoticeAdapter, NoticeNotSent } from './outgoing-notice.ts';

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  /** Where Heed is, for people to sign in at. */
  readonly address: string;
}

/** nodemailer's own code ("ECONNECTION"), or the server's ("550"); never its words, which may quote the address. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode === 'number') return String(responseCode);
  return typeof code === 'string' ? code : 'unknown';
}

/** Sends e-mail through a mail server, one message at a time, waiting at most ten seconds for it. Takes no text messages. */
export function createSmtpAdapter(options: SmtpOptions): NoticeAdapter & { close(): void } {
  const transport = createTransport(
    {
      url: options.url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 10_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  );
  return {
    send: async (notice) => {
      if (notice.means !== 'email') throw new NoticeNotSent('no-text-messages');
      const { subject, body } = composeNotice(notice, options.address);
      try {
        const info = await transport.sendMail({ to: notice.to, subject, text: body });
        if (info.rejected.length > 0) throw new NoticeNotSent('rejected');
      } catch (error) {
        throw error instanceof NoticeNotSent ? error : new NoticeNotSent(codeOf(error));
      }
    },
    close: () => transport.close(),
  };
}
