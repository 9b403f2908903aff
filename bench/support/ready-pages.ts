/** The real inbox and the real concern page, from ready data: what is measured is drawing alone. */
import { ACT_FORMS } from '../../src/modules/concerns/web/staff/act-forms.form.ts';
import { renderConcern, renderConcernAside } from '../../src/modules/concerns/web/staff/concern.page.ts';
import { renderInbox } from '../../src/modules/duties/web/inbox.page.ts';
import { renderWhoAndWhat } from '../../src/modules/people/index.ts';
import { type AssetNames, createFrame, type Frame, type Html } from '../../src/ui/index.ts';
import { makeConcern, makeNamed } from './ready/concern.ts';
import { makeInbox } from './ready/inbox.ts';
import { ACCOUNT, AGENCY, CSRF, idOf, POST } from './ready/words.ts';

/** The frame of the running program, for a signed-in screener. */
function createStaffFrame(assets: AssetNames): (page: Parameters<Frame>[1]) => Html {
  const menu = ['Inbox', 'Notices', 'Write down a call', 'Search', 'The area'] as const;
  const frame = createFrame({
    assets,
    navigation: () => menu.map((text) => ({ href: `/${text}`, text, active: text === 'Inbox' })),
    search: () => ({ action: '/search' }),
  });
  const session = {
    id: idOf<'session'>('session'),
    csrf: CSRF,
    name: 'Priya Example',
    hats: [{ post: POST, name: 'Front-door screener 1' }],
    functions: ['front-door-screener'],
  };
  const actor = { kind: 'account', account: ACCOUNT, post: POST, agency: AGENCY } as const;
  return (page) => frame({ session, who: { actor }, url: '/inbox' }, page);
}

/** Draws the inbox of somebody with so many duties on the page, as text. */
export function createInboxDrawing(assets: AssetNames, duties: number): () => string {
  const frame = createStaffFrame(assets);
  const view = makeInbox(duties);
  return () => frame({ title: 'Your duties', wide: true, body: renderInbox(view) }).toString();
}

/** Draws a concern with so many acts, with everything that a screener is offered, as text. */
export function createConcernDrawing(assets: AssetNames, acts: number): () => string {
  const frame = createStaffFrame(assets);
  const view = makeConcern(acts);
  const named = makeNamed();
  return () => {
    const forms = ACT_FORMS.filter((form) => form.offered(view));
    const page = {
      view,
      forms,
      csrf: CSRF,
      done: null,
      mayDecide: true,
      proposals: renderWhoAndWhat(named),
      seeAlso: null,
    };
    return frame({
      title: `Concern ${view.row.reference}`,
      body: renderConcern(page),
      aside: renderConcernAside(page),
      back: '/inbox',
    }).toString();
  };
}
