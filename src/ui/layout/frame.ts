import type { SessionInfo } from '../../kernel/access-check.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Content, Html } from '../html.ts';
import { html } from '../html.ts';
import type { AssetNames } from './document.ts';
import { type StaffPage, staffPage } from './staff-page.ts';

/** Who is looking: as the web server knows them. */
export interface Viewer {
  /** `null` on the pages of signing in. */
  readonly session: SessionInfo | null;
  readonly who: { readonly actor: Actor };
  /** The address asked for, to mark where they are in the menu. */
  readonly url: string;
}

/** A staff page without its frame: what a module says. */
export type FramedPage = Omit<
  StaffPage,
  'assets' | 'who' | 'navigation' | 'search' | 'notices' | 'csrf' | 'banner'
>;

/** Puts head, menu, banner and foot round a page, the same for every module. */
export type Frame = (viewer: Viewer, page: FramedPage) => Html;

/** Shown by a script when nothing has been heard from this page for a quarter of an hour (50-access.md). */
const IDLE_SECONDS = 15 * 60;

function idleWarning(viewer: Viewer): Content | undefined {
  if (!viewer.session) return undefined;
  return html`<div class="heed-idle" role="alert" data-idle-seconds="${IDLE_SECONDS}" hidden><p class="govuk-body">You will be signed out in 5 minutes. What you have typed is kept.</p><button class="govuk-button govuk-!-margin-bottom-0" type="button">Stay signed in</button></div>`;
}

/** What a frame is made from. */
export interface FrameOptions {
  readonly assets: AssetNames;
  /** The menu for this viewer. */
  readonly navigation?: (viewer: Viewer) => StaffPage['navigation'];
  /** Where the search box leads, where this viewer may search. */
  readonly search?: (viewer: Viewer) => StaffPage['search'];
  /** Above every page: that this is a demonstration, that its clock was moved. */
  readonly banner?: (viewer: Viewer) => Content | undefined;
}

function whoIs({ session, who }: Viewer): StaffPage['who'] {
  if (!session) return undefined;
  const worn = who.actor.kind === 'account' ? who.actor.post : null;
  const hat = session.hats.find((one) => one.post === worn)?.name;
  return { name: session.name, hat, hasOtherHats: session.hats.length > 1 };
}

/** Makes the frame that every staff page goes in. */
export function createFrame(options: FrameOptions): Frame {
  return (viewer, page) =>
    staffPage({
      ...page,
      assets: options.assets,
      who: whoIs(viewer),
      csrf: viewer.session?.csrf,
      navigation: viewer.session ? options.navigation?.(viewer) : undefined,
      search: viewer.session ? options.search?.(viewer) : undefined,
      banner: html`${options.banner?.(viewer)}${idleWarning(viewer)}`,
    });
}
