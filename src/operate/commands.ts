import { backup } from './backup.ts';
import { clock } from './clock.ts';
import type { OperatorCommand } from './command.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { erasures } from './erasures.ts';
import { invite } from './invite.ts';
import { ledgerCheckProof } from './ledger/check-proof.ts';
import { ledgerExport } from './ledger/export.ts';
import { ledgerProve } from './ledger/prove.ts';
import { ledgerVerify } from './ledger/verify.ts';
import { migrate } from './migrate.ts';
import { demoConcerns } from './networks/demo-concerns.ts';
import { networksDetect } from './networks/detect.ts';
import { networksRebuild } from './networks/rebuild.ts';
import { restore } from './restore.ts';
import { secrets } from './secrets.ts';
import { serve, worker } from './serve.ts';
import { setup } from './setup.ts';
import { start } from './start.ts';
import { witness } from './witness.ts';

/** Every command of `heed`, in the order `--help` lists them. */
export const COMMANDS: readonly OperatorCommand[] = [
  start,
  serve,
  worker,
  migrate,
  demo,
  demoConcerns,
  backup,
  restore,
  erasures,
  doctor,
  clock,
  secrets,
  setup,
  invite,
  ledgerExport,
  ledgerVerify,
  ledgerProve,
  ledgerCheckProof,
  witness,
  networksDetect,
  networksRebuild,
];
