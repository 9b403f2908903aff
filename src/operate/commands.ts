import { backup } from './backup.ts';
import { clock } from './clock.ts';
import type { OperatorCommand } from './command.ts';
import { demo } from './demo.ts';
import { demoWorld } from './demo-world.ts';
import { doctor } from './doctor.ts';
import { erasures } from './erasures.ts';
import { importConcernsCommand, importContactsCommand } from './import/import.ts';
import { invite } from './invite.ts';
import { ledgerCheckProof } from './ledger/check-proof.ts';
import { ledgerExport } from './ledger/export.ts';
import { ledgerProve } from './ledger/prove.ts';
import { ledgerSucceed } from './ledger/succeed.ts';
import { ledgerVerify } from './ledger/verify.ts';
import { migrate } from './migrate.ts';
import { demoConcerns } from './networks/demo-concerns.ts';
import { networksDetect } from './networks/detect.ts';
import { networksRebuild } from './networks/rebuild.ts';
import { peopleEstimateWeights } from './people/estimate-weights.ts';
import { peopleMatch } from './people/match.ts';
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
  demoWorld,
  demoConcerns,
  backup,
  restore,
  erasures,
  doctor,
  clock,
  secrets,
  setup,
  invite,
  importConcernsCommand,
  importContactsCommand,
  ledgerExport,
  ledgerVerify,
  ledgerProve,
  ledgerCheckProof,
  ledgerSucceed,
  witness,
  peopleMatch,
  peopleEstimateWeights,
  networksDetect,
  networksRebuild,
];
