/** One message to one person, saying that there is something to see in Heed and never what. */
export interface OutgoingNotice {
  /** An e-mail address, or a telephone number in E.164. */
  readonly to: string;
  readonly means: 'email' | 'sms';
  readonly template: 'duty' | 'digest' | 'weekly' | 'alarm' | 'word' | 'waiting';
  /** "HD-7K2M-94", several, or a count; null where there is none to give. Never a name or a narrative. */
  readonly reference: string | null;
}

/** Hands messages to a mail or message server. Throws `NoticeNotSent` when it did not take one. */
export interface NoticeAdapter {
  send(notice: OutgoingNotice): Promise<void>;
}

/** A message that was not taken. `code` says why without the address or the server's words, so that it may be logged. */
export class NoticeNotSent extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`notice not sent: ${code}`);
    this.name = 'NoticeNotSent';
    this.code = code;
  }
}

/** The words of a message, the same by every means. */
export interface NoticeText {
  readonly subject: string;
  readonly body: string;
}

const OPENINGS: Readonly<Record<OutgoingNotice['template'], (reference: string | null) => string>> = {
  duty: (reference) => (reference ? `You have a duty in Heed: ${reference}` : 'You have a duty in Heed'),
  digest: (reference) => `Your duties in Heed today${reference ? `: ${reference}` : ''}`,
  weekly: (reference) => `Overdue work in Heed this week${reference ? `: ${reference}` : ''}`,
  word: (reference) => `Something you should know is in Heed${reference ? `: ${reference}` : ''}`,
  // To those who receive sealed disclosures: not even what sort of thing it is.
  waiting: () => 'Something is waiting for you in Heed',
  alarm: () => 'Heed needs its administrator',
};

/** What the message says, with `address` (where Heed is) to sign in at. */
export function composeNotice(notice: OutgoingNotice, address: string): NoticeText {
  const subject = OPENINGS[notice.template](notice.reference);
  return { subject, body: `${subject}\n\nSign in to see it: ${address}\n` };
}
