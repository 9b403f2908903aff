import { type BegunDemo, beginDemo, type FillParts } from '../../demo/fill.ts';
import type { Modules } from '../compose.ts';
import { deriveKey } from '../platform/crypto.ts';
import type { Secrets } from '../platform/secrets.ts';
import { makeCodeSecret } from '../platform/sessions/one-time-code.ts';
import type { Foundations } from './foundations.ts';

/** Where the demo keeps its plan and how to sign in, and how many concerns it has. */
export interface DemoOptions {
  readonly folder: string;
  /** 0 leaves the area empty. */
  readonly size: number;
}

/** The demo area's parts, from the running program's own. */
export function composeDemoParts(
  on: Pick<Foundations, 'spine'>,
  made: Pick<Modules, 'access' | 'concerns'>,
  secrets: Secrets,
  options: DemoOptions,
): FillParts {
  return {
    spine: on.spine,
    concerns: made.concerns,
    key: deriveKey(secrets.pepper, 'demo'),
    setProofs: made.access.commands.setProofs,
    makeCodeSecret,
    addApiClient: made.access.commands.addApiClient,
    folder: options.folder,
    size: options.size,
  };
}

/** Begins the demo in an empty database, or takes up one broken off; null where somebody's records are. */
export function composeDemo(...given: Parameters<typeof composeDemoParts>): Promise<BegunDemo | null> {
  return beginDemo(composeDemoParts(...given));
}
