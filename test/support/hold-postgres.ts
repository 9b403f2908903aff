/**
 * A stand-in for `heed start` that tests can kill: serves the data folder given, says so in one line of JSON, and
 * holds it until it is told to stop.
 */

import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { findRunningPid } from './running-pid.ts';

const dataDir = process.argv[2] ?? '';
const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, purpose: 'heed start' });
process.on('SIGTERM', () => {
  void server.stop();
});
process.stdout.write(
  `${JSON.stringify({ adopted: server.adopted, pid: findRunningPid(dataDir), app: server.urls.superuser })}\n`,
);
