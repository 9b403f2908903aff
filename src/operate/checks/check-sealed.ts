import { findRosterPin } from '../../compose/demo-channel.ts';
import { openSealedSpine, readPin } from '../../compose/sealed.ts';
import type { Config } from '../../config.ts';
import {
  listChain,
  openSignedRoster,
  readSignedRoster,
  rosterStore,
  verifyNewest,
} from '../../modules/disclosures/index.ts';
import { machineClock } from '../../platform/clock.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { type Finding, watch, well, wrong } from './finding.ts';

const ABOUT = 'Sealed channel';
const MANUAL = 'docs/operating/sealed-channel.md';
/** How long before its last day a roster is spoken of: guardians need time to meet. */
const WARN_DAYS = 14;

/** What there is of the newest roster: `null`, none was published; a sentence, why it is not trusted; else its last day. */
export type RosterState = null | { readonly plain: string } | { readonly expires: Temporal.PlainDate };

/** Whether the newest roster can be used, and for how long yet. */
export function judgeRoster(state: RosterState, today: Temporal.PlainDate): Finding {
  if (state === null)
    return wrong(
      ABOUT,
      `has a pin and no roster: nobody can send. Run \`heed disclosures publish-roster\`; see ${MANUAL}.`,
    );
  if ('plain' in state) return wrong(ABOUT, `Nobody can send. ${state.plain} See ${MANUAL}.`);
  const { days } = today.until(state.expires);
  if (days < 0)
    return wrong(
      ABOUT,
      `The roster’s last day was ${state.expires.toString()}: nobody can send. The guardians must sign the next; see ${MANUAL}.`,
    );
  if (days <= WARN_DAYS)
    return watch(
      ABOUT,
      `The roster’s last day is ${state.expires.toString()}; after it nobody can send. The guardians must sign the next: ${MANUAL}.`,
    );
  return well(ABOUT, `roster good until ${state.expires.toString()}`);
}

/** What is said where one of the two settings that belong together is missing, or both. */
export function judgeUnset(url: string | null, pinFile: string | null): Finding {
  if (pinFile !== null)
    return wrong(
      ABOUT,
      'HEED_ROSTER_PIN is set and HEED_DATABASE_SEALED_URL is not: nobody can send. Set both.',
    );
  const says = `is not set up, so nobody can send a sealed disclosure. See ${MANUAL}.`;
  return watch(
    ABOUT,
    url === null ? says : `${says} HEED_DATABASE_SEALED_URL is there and HEED_ROSTER_PIN is not.`,
  );
}

async function readState(url: string, pinFile: string): Promise<RosterState> {
  const { pin } = readPin(pinFile);
  const { spine, close } = openSealedSpine(url, machineClock, 1);
  try {
    return await spine.db.transaction().execute(async (tx) => {
      if ((await rosterStore.findNewestRoster(tx)) === null) return null;
      const [newest] = (await listChain(rosterStore, tx, pin)).slice(-1);
      const read = newest && openSignedRoster(readSignedRoster(newest));
      if (!read?.ok) return { plain: 'The newest roster can’t be read, or is older than the pin.' };
      // Judged on its last day: only whether it is trusted is asked here, and how long yet is said apart.
      const { expires } = read.value.roster;
      const verified = await verifyNewest(rosterStore, tx, pin, expires);
      return verified.ok ? { expires: Temporal.PlainDate.from(expires) } : { plain: verified.plain };
    });
  } finally {
    await close();
  }
}

/** Whether somebody could send a sealed disclosure today, and soon. */
export async function checkSealed(
  config: Config,
  given: { readonly url: string | null; readonly folder: string; readonly today: Temporal.PlainDate },
): Promise<Finding> {
  const { url, folder, today } = given;
  const pinFile = findRosterPin(config, folder)?.file ?? null;
  if (url === null || pinFile === null) return judgeUnset(config.database ? url : null, pinFile);
  try {
    return judgeRoster(await readState(url, pinFile), today);
  } catch (error) {
    if (error instanceof OperatorError) return wrong(ABOUT, error.message);
    return wrong(ABOUT, `can’t be looked at: ${(error as Error).message}`);
  }
}
