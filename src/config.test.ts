import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readConfig } from './config.ts';
import { SETTINGS } from './settings.ts';

const USER = 1000;
const production = {
  HEED_DATABASE_URL: 'postgres://heed_app:pw@db.example.org/heed',
  HEED_BASE_URL: 'https://heed.example.org/',
  HEED_OIDC_ISSUER: 'https://id.example.org',
  HEED_OIDC_CLIENT_ID: 'heed',
  HEED_OIDC_CLIENT_SECRET: 'a secret',
  HEED_AREA_NAME: 'Wrenfold',
  HEED_FRONT_DOOR_PHONE: '01632 960100',
};

/** What the operator is told, a line for each problem. */
function problems(env: Record<string, string>, euid = USER): string[] {
  try {
    readConfig(env, euid);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

describe('settings', () => {
  test('with nothing set it is the demo, on this machine only', () => {
    const config = readConfig({}, 0);
    assert.equal(config.mode, 'demo');
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 3000);
    assert.equal(config.database, null);
    assert.equal(config.phones.childline, '0800 1111');
  });

  test('an outside database means production unless the demo is asked for by name', () => {
    assert.equal(readConfig(production, USER).mode, 'production');
    assert.equal(readConfig({ ...production, HEED_MODE: 'demo' }, USER).mode, 'demo');
  });

  test('production refuses everything that is for the demo, all at once, naming each variable', () => {
    const said = problems({ HEED_MODE: 'production', HEED_BASE_URL: 'http://heed.example.org' }, 0);
    for (const name of [
      'HEED_DATABASE_URL',
      'HEED_BASE_URL',
      'HEED_OIDC_ISSUER',
      'HEED_AREA_NAME',
      'HEED_FRONT_DOOR_PHONE',
      'HEED_ALLOW_ROOT',
    ])
      assert.ok(
        said.some((line) => line.startsWith(`  ${name} must `)),
        `${name} is not named in:\n${said.join('\n')}`,
      );
  });

  test('production runs as root only when told to', () => {
    assert.equal(problems(production, 0).length, 1);
    assert.deepEqual(problems({ ...production, HEED_ALLOW_ROOT: '1' }, 0), []);
  });

  test('production keeps no local accounts unless told to', () => {
    assert.equal(readConfig(production, USER).localAccounts, false);
    assert.equal(readConfig({}, USER).localAccounts, true);
  });

  test('each wrong value is named with what to write instead, and never repeated', () => {
    const said = problems({
      PORT: '70000',
      HEED_BASE_URL: 'hunter2',
      HEED_SMTP_URL: 'http://u:hunter2@x',
      HEED_ALLOW_ROOT: 'hunter2',
    });
    assert.equal(said.length, 4);
    assert.ok(!said.join().includes('hunter2'));
    assert.match(said.join('\n'), /PORT is not right: write a whole number from 0 to 65535\./);
  });

  test('a setting spelt wrong is refused, not ignored', () => {
    assert.match(
      problems({ HEED_BASEURL: 'https://heed.example.org' })[0] ?? '',
      /HEED_BASEURL is not a setting/,
    );
  });

  test('half a group of settings is refused', () => {
    assert.equal(problems({ HEED_OIDC_ISSUER: 'https://id.example.org' }).length, 2);
    assert.equal(problems({ HEED_SMTP_URL: 'smtp://mail.example.org' }).length, 1);
    assert.equal(problems({ HEED_DATABASE_OWNER_URL: 'postgres://o:p@db.example.org/heed' }).length, 1);
  });

  test('a secret comes from a file, and a missing file is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'heed-config-'));
    const path = join(folder, 'url');
    writeFileSync(path, `${production.HEED_DATABASE_URL}\n`);
    const { HEED_DATABASE_URL: _, ...rest } = production;
    const config = readConfig({ ...rest, HEED_DATABASE_URL_FILE: path }, USER);
    assert.equal(config.database?.app, production.HEED_DATABASE_URL);
    rmSync(folder, { recursive: true });
    assert.match(
      problems({ ...rest, HEED_DATABASE_URL_FILE: path })[0] ?? '',
      /HEED_DATABASE_URL_FILE names .*ENOENT/,
    );
  });

  test('an empty value counts as not set', () => {
    assert.equal(readConfig({ HEED_DATABASE_URL: '', PORT: '' }, USER).mode, 'demo');
  });

  test('the operating manual lists every setting with its sentence', () => {
    const manual = readFileSync(join(import.meta.dirname, '../docs/operating/install.md'), 'utf8');
    for (const [name, schema] of Object.entries(SETTINGS.shape))
      assert.ok(
        manual.includes(`| \`${name}\` | ${schema.description} |`),
        `${name} in docs/operating/install.md`,
      );
  });

  test('every setting says what it is for in one sentence', () => {
    for (const [name, schema] of Object.entries(SETTINGS.shape))
      assert.match(schema.description ?? '', /\.$/, name);
  });
});
