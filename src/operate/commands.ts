import type { OperatorCommand } from './command.ts';

/** A command by its name, and how to fetch the file that does it. */
export interface ListedCommand {
  /** As in the command itself. */
  readonly name: string;
  load(): Promise<OperatorCommand>;
}

/**
 * Every command of `heed`, in the order `--help` lists them. Each is fetched when it is asked for: to be a witness or to
 * verify an export takes no web server.
 */
export const COMMANDS: readonly ListedCommand[] = [
  { name: 'start', load: async () => (await import('./start.ts')).start },
  { name: 'serve', load: async () => (await import('./serve.ts')).serve },
  { name: 'worker', load: async () => (await import('./serve.ts')).worker },
  { name: 'migrate', load: async () => (await import('./migrate.ts')).migrate },
  { name: 'demo', load: async () => (await import('./demo.ts')).demo },
  { name: 'demo world', load: async () => (await import('./demo-world.ts')).demoWorld },
  { name: 'demo concerns', load: async () => (await import('./networks/demo-concerns.ts')).demoConcerns },
  { name: 'backup', load: async () => (await import('./backup.ts')).backup },
  { name: 'restore', load: async () => (await import('./restore.ts')).restore },
  { name: 'erasures', load: async () => (await import('./erasures.ts')).erasures },
  { name: 'doctor', load: async () => (await import('./doctor.ts')).doctor },
  { name: 'clock', load: async () => (await import('./clock.ts')).clock },
  { name: 'secrets', load: async () => (await import('./secrets.ts')).secrets },
  { name: 'setup', load: async () => (await import('./setup.ts')).setup },
  { name: 'invite', load: async () => (await import('./invite.ts')).invite },
  {
    name: 'disclosures invite',
    load: async () => (await import('./disclosures/invite.ts')).disclosuresInvite,
  },
  { name: 'disclosures seen', load: async () => (await import('./disclosures/seen.ts')).disclosuresSeen },
  { name: 'import concerns', load: async () => (await import('./import/import.ts')).importConcernsCommand },
  { name: 'import contacts', load: async () => (await import('./import/import.ts')).importContactsCommand },
  {
    name: 'import people',
    load: async () => (await import('./import/import-people-command.ts')).importPeopleCommand,
  },
  { name: 'ledger export', load: async () => (await import('./ledger/export.ts')).ledgerExport },
  { name: 'ledger verify', load: async () => (await import('./ledger/verify.ts')).ledgerVerify },
  { name: 'ledger prove', load: async () => (await import('./ledger/prove.ts')).ledgerProve },
  {
    name: 'ledger check-proof',
    load: async () => (await import('./ledger/check-proof.ts')).ledgerCheckProof,
  },
  { name: 'ledger succeed', load: async () => (await import('./ledger/succeed.ts')).ledgerSucceed },
  { name: 'witness', load: async () => (await import('./witness.ts')).witness },
  { name: 'guardian make-key', load: async () => (await import('./guardian/make-key.ts')).guardianMakeKey },
  { name: 'guardian draft', load: async () => (await import('./guardian/draft.ts')).guardianDraft },
  { name: 'guardian sign', load: async () => (await import('./guardian/sign.ts')).guardianSign },
  { name: 'guardian verify', load: async () => (await import('./guardian/verify.ts')).guardianVerify },
  { name: 'guardian pin', load: async () => (await import('./guardian/pin.ts')).guardianPin },
  {
    name: 'disclosures publish-roster',
    load: async () => (await import('./disclosures/publish-roster.ts')).disclosuresPublishRoster,
  },
  {
    name: 'disclosures mirror',
    load: async () => (await import('./disclosures/mirror.ts')).disclosuresMirror,
  },
  {
    name: 'disclosures canary',
    load: async () => (await import('./disclosures/canary.ts')).disclosuresCanary,
  },
  { name: 'people match', load: async () => (await import('./people/match.ts')).peopleMatch },
  {
    name: 'people estimate-weights',
    load: async () => (await import('./people/estimate-weights.ts')).peopleEstimateWeights,
  },
  { name: 'people derive-keys', load: async () => (await import('./derive-keys.ts')).peopleDeriveKeys },
  { name: 'networks detect', load: async () => (await import('./networks/detect.ts')).networksDetect },
  { name: 'networks rebuild', load: async () => (await import('./networks/rebuild.ts')).networksRebuild },
];
