import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { judgeRoom } from '../../platform/disk-room.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { findExposedSecrets, loadSecrets, SECRET_FILES } from '../../platform/secrets.ts';
import { type Finding, watch, well, wrong } from './finding.ts';

const GIGABYTE = 1024 ** 3;

/** Heed is written for one major release of Node, which comes with it. */
export function checkNode(version: string): Finding {
  const major = Number(/^v?(\d+)/.exec(version)?.[1]);
  if (major >= 26) return well('Node', version);
  return wrong(
    'Node',
    `${version} runs this, and Heed needs 26. Start it by \`npm run heed\`, which uses the Node that came with it.`,
  );
}

/** Room on the disk that holds the data folder. */
export function checkRoom(freeBytes: number): Finding {
  const free = `${(freeBytes / GIGABYTE).toFixed(1)} GB free`;
  const room = judgeRoom(freeBytes);
  if (room === 'none')
    return wrong('Disk', `${free}. PostgreSQL stops taking concerns when it is full: make room now.`);
  if (room === 'little') return watch('Disk', `${free}. Make room soon.`);
  return well('Disk', free);
}

function checkFolder(dataDir: string): Finding[] {
  if (!existsSync(dataDir))
    return [watch('Data folder', `${dataDir} is not there yet; it is made at the first start.`)];
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      wrong('Data folder', `${dataDir} can't be written by this user. Start Heed as the user that owns it.`),
    ];
  }
  const disk = statfsSync(dataDir);
  return [well('Data folder', dataDir), checkRoom(disk.bavail * disk.bsize)];
}

function checkSecrets(config: Config, folder: string): Finding {
  const exposed = findExposedSecrets(folder);
  if (exposed.length > 0)
    return wrong(
      'Secrets',
      `Others on this machine can read ${exposed.join(', ')}. Run: chmod 700 ${folder}; chmod 600 ${folder}/*`,
    );
  const none = Object.values(SECRET_FILES).every((file) => !existsSync(`${folder}/${file}`));
  if (config.mode === 'demo' && none)
    return watch('Secrets', 'There are none yet; they are made at the first start.');
  try {
    loadSecrets({ folder, files: config.secretFiles, mode: config.mode });
  } catch (error) {
    if (error instanceof OperatorError) return wrong('Secrets', error.message);
    throw error;
  }
  return well('Secrets', `all there, private to this user. Are they backed up, apart from the database?`);
}

/** Node, the data folder, its disk and the secrets. */
export function checkMachine(config: Config, dataDir: string): Finding[] {
  return [checkNode(process.version), ...checkFolder(dataDir), checkSecrets(config, `${dataDir}/secrets`)];
}
