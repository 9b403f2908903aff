import { createNoticeDelivery } from '../modules/duties/index.ts';
import type { EventHandlers } from '../platform/jobs/outbox.ts';
import type { NoticeAdapter } from '../platform/mail/outgoing-notice.ts';
import type { Spine } from '../platform/transaction.ts';

/** What happens because of something elsewhere: each event, and what reacts to it. An empty list is a decision too. */
export function composeEvents(spine: Spine, sender: NoticeAdapter): EventHandlers {
  return {
    'duties.notice-queued': [createNoticeDelivery({ spine, sender })],
    'access.account-disabled': [],
    'access.change-proposed': [],
    'access.change-confirmed': [],
  };
}
