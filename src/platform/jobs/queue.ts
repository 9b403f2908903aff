import { PgBoss } from 'pg-boss';
import { describeError, type Log } from '../log.ts';

/** Events wait here for what reacts to them. */
export const OUTBOX_QUEUE = 'outbox';
/** Events that could not be reacted to after every try end here, and alarm. */
export const DEAD_QUEUE = 'outbox-dead';

export interface QueueOptions {
  /** As the role that serves; `heed migrate` has made the tables. */
  readonly url: string;
  readonly log: Log;
  /** Also does pg-boss's own housekeeping. One process at least must. */
  readonly supervise: boolean;
}

/** How long and how often an event is tried: for two days at most a quarter of an hour apart. */
const PATIENCE = {
  retryLimit: 200,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 900,
  expireInSeconds: 120,
  retentionSeconds: 30 * 24 * 3600,
  deleteAfterSeconds: 24 * 3600,
};

/** Opens the job queue (pg-boss), with the outbox and its dead letters. Owns nothing and migrates nothing. */
export async function openQueue(options: QueueOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'heed jobs',
    schema: 'pgboss',
    max: 3,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: options.supervise,
  });
  boss.on('error', (error) => options.log.error('jobs-failed', describeError(error)));
  boss.on('warning', () => options.log.warn('jobs-warned'));
  await boss.start();
  await boss.createQueue(DEAD_QUEUE, { retryLimit: 0, retentionSeconds: PATIENCE.retentionSeconds });
  await boss.createQueue(OUTBOX_QUEUE, { ...PATIENCE, deadLetter: DEAD_QUEUE });
  return boss;
}
