/**
 * Writes a CycloneDX list of what Heed runs on: `npm run sbom [-- FILE]` (heed.cdx.json unless told otherwise). The same
 * installed packages give the same bytes; SOURCE_DATE_EPOCH (seconds), where set, is said as the time of making.
 * Fails when a package that production needs is missing from it, or is installed in another version than the locked one.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type BillOfMaterials, deriveProductionBill } from './supply/bill-of-materials.ts';
import { readLockedPackages, readManifest } from './supply/lock-file.ts';

const [file = 'heed.cdx.json'] = process.argv.slice(2);
const epoch = process.env.SOURCE_DATE_EPOCH;
const at = epoch ? Temporal.Instant.fromEpochMilliseconds(Number(epoch) * 1000).toString() : null;

// From the lock file, so that it works where only production's packages are installed.
const listed = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const wanted = readLockedPackages().filter((one) => !one.development && one.installed !== null);
const other = wanted.filter((one) => one.installed !== one.version);
if (other.length > 0)
  throw new Error(
    `installed in another version than locked: ${other.map((one) => one.ref).join(', ')}. Run npm ci.`,
  );
const bill = deriveProductionBill(
  JSON.parse(listed) as BillOfMaterials,
  new Set(wanted.map((one) => one.ref)),
  { name: readManifest().name, at },
);
const found = new Set(bill.components.map((one) => one['bom-ref']));
const missing = wanted.filter((one) => !found.has(one.ref)).map((one) => one.ref);
if (missing.length > 0) throw new Error(`npm listed everything but ${missing.join(', ')}`);
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
process.stdout.write(`${file}: ${bill.components.length} packages that Heed runs on\n`);
