import { openSealedSpine } from '../../compose/sealed.ts';
import { machineClock } from '../../platform/clock.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { Spine } from '../../platform/transaction.ts';
import type { Call } from '../command.ts';
import { openDatabase, openSecrets, refuseUnmigrated } from '../open-database.ts';

/** Does `work` by the role that keeps sealed disclosures, and closes what it opened. Refuses where there is no such role. */
export async function withSealed<T>(
  call: Call,
  purpose: string,
  work: (spine: Spine, secrets: Secrets) => Promise<T>,
): Promise<T> {
  const config = call.config();
  const database = await openDatabase(config, { purpose, whenServed: 'share', log: call.log });
  try {
    await refuseUnmigrated(database.urls);
    if (database.urls.sealed === null)
      throw new OperatorError(
        'HEED_DATABASE_SEALED_URL must be set: sealed disclosures are kept by a role of their own.',
      );
    const { spine, close } = openSealedSpine(database.urls.sealed, machineClock, 1);
    try {
      return await work(spine, openSecrets(config));
    } finally {
      await close();
    }
  } finally {
    await database.close();
  }
}
