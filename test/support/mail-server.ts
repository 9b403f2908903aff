/** A real SMTP server for tests, which keeps what it takes and can be told to refuse. */
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface TestMailServer {
  readonly url: string;
  /** Every message taken: to whom, and the whole of it. */
  readonly taken: { readonly to: readonly string[]; readonly source: string }[];
  /** While true, every recipient is refused. */
  refusing: boolean;
  close(): Promise<void>;
}

/** Starts a mail server on a free port of this machine. */
export async function startMailServer(): Promise<TestMailServer> {
  const taken: TestMailServer['taken'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => {
      if (found.refusing) done(Object.assign(new Error('mailbox busy'), { responseCode: 450 }));
      else done();
    },
    onData: (stream, session, done) => {
      text(stream).then((source) => {
        taken.push({ to: session.envelope.rcptTo.map((one) => one.address), source });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const found: TestMailServer = {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    refusing: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return found;
}
