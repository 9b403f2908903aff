import type { InboxView } from '../../../src/modules/duties/queries/see-inbox.query.ts';
import { at, before, idOf, NOW, POST } from './words.ts';

/** The inbox of a screener with so many duties on the page. */
export function makeInbox(duties: number): InboxView {
  const rows = Array.from({ length: duties }, (_, index): InboxView['rows'][number] => {
    const id = idOf<'duty'>(`duty ${index}`);
    const reference = `HD-7K2M-${index + 10}`;
    const dueAt = NOW.add({ minutes: 37 * (index - 4) });
    const red = index % 5 === 0;
    return {
      place: at(['mine', 'mine', 'climbed'] as const, index),
      hat: POST,
      red,
      dueAt,
      earlierWarnings: index % 7,
      hatName: 'Front-door screener 1',
      ownerName: 'Front-door screener 2',
      subject: {
        line: `A neighbour about ${index % 2 ? 'a girl of about 14' : 'Sam & Jay Example'}`,
        reference,
        href: `/concerns/${idOf(reference)}`,
      },
      duty: {
        id,
        rule: 'front-door.decide',
        ruleVersion: 1,
        what: 'Decide what happens next for this child',
        about: { kind: 'concern', id: idOf(reference) },
        key: '',
        reference,
        post: POST,
        red,
        from: before(index),
        dueAt,
        originalDueAt: dueAt,
        covered: true,
        earlierWarnings: index % 7,
        telephone: null,
        state: 'open',
        endedAt: null,
        missedAt: null,
        rung: 0,
        standing: [POST],
        told: [],
      },
    };
  });
  return {
    rows,
    counts: { all: duties, mine: duties - 8, climbed: 8, overdue: 4, red: 5, team: 0 },
    filter: { show: 'all', order: 'clock', hat: null },
    hats: [{ id: POST, name: 'Front-door screener 1', agency: 'Wrenfold Council' }],
    now: NOW,
    page: 1,
    pages: 2,
  };
}
