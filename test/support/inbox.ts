/** A real mail server on this machine that keeps what it is sent, for tests of notices. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  /** Headers and body, as sent. */
  readonly raw: string;
}

export interface Inbox {
  /** What to set `HEED_SMTP_URL` to. */
  readonly url: string;
  /** Everything received, in order of arrival. */
  readonly mails: readonly ReceivedMail[];
  /** Refuses every mail from now on, as a mail server in trouble would; `false` ends it. */
  refuseAll(refuse: boolean): void;
  close(): Promise<void>;
}

/** Starts a mail server on a free port of 127.0.0.1. Takes mail from anybody, unencrypted. */
export async function openInbox(): Promise<Inbox> {
  const mails: ReceivedMail[] = [];
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) =>
      done(refusing ? Object.assign(new Error('try again later'), { responseCode: 451 }) : undefined),
    onData: (stream, session, done) => {
      text(stream).then((raw) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      }, done);
    },
  });
  // Clients that hang up in the middle of a conversation are what some of the tests are about.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuseAll: (refuse) => {
      refusing = refuse;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
