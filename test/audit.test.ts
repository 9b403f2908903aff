/** The audit fails on what is known to be dangerous, never on a registry that is away, and never says "clean" of one. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type Exception, judgeAudit, readExceptions } from '../tools/supply/advisories.ts';
import { readManifest } from '../tools/supply/lock-file.ts';

const TOOL = join(import.meta.dirname, '../tools/audit.ts');
const TODAY = Temporal.PlainDate.from('2026-11-16');
const URL_OF = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc';

function reportOf(severity: string): string {
  const via = [{ source: 1, name: 'pg', title: 'Something is wrong', url: URL_OF, severity, range: '<9' }];
  const vulnerabilities = {
    pg: { name: 'pg', severity, via },
    'pg-boss': { name: 'pg-boss', severity, via: ['pg'] },
  };
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });
}

const exception = (until: string): Exception => ({
  advisory: URL_OF,
  package: 'pg',
  reason: 'Heed never calls the function that is at fault.',
  until,
});

describe('judging what npm says', () => {
  test('fails on high and critical, once for each fault, and reports the rest', () => {
    for (const severity of ['high', 'critical']) {
      const verdict = judgeAudit(reportOf(severity), [], TODAY);
      assert.ok(verdict.kind === 'checked');
      assert.deepEqual([verdict.failing.length, verdict.lesser.length], [1, 0]);
    }
    const verdict = judgeAudit(reportOf('moderate'), [], TODAY);
    assert.ok(verdict.kind === 'checked');
    assert.deepEqual([verdict.failing.length, verdict.lesser.length], [0, 1]);
  });

  test('lets an exception through to the end of its last day, for its own package and fault only', () => {
    const failing = (known: Exception) => {
      const verdict = judgeAudit(reportOf('high'), [known], TODAY);
      assert.ok(verdict.kind === 'checked');
      return [verdict.failing.length, verdict.idle.length];
    };
    assert.deepEqual(failing(exception('2026-11-16')), [0, 0]);
    assert.deepEqual(failing(exception('2026-11-15')), [1, 1], 'ended: it fails, and is to be taken out');
    assert.deepEqual(failing({ ...exception('2026-12-01'), package: 'zod' }), [1, 1]);
    assert.deepEqual(failing({ ...exception('2026-12-01'), advisory: `${URL_OF}x` }), [1, 1]);
  });

  test('is never a clean answer where there was none', () => {
    for (const said of ['', 'not json', '{"message":"405 Method Not Allowed"}', '{}', 'null', '[]'])
      assert.equal(judgeAudit(said, [], TODAY).kind, 'not-checked', said);
  });

  test('throws on a report that it does not understand: something was found, and nobody has read it', () => {
    assert.throws(() => judgeAudit('{"auditReportVersion":3,"vulnerabilities":{}}', [], TODAY));
    assert.throws(() =>
      judgeAudit('{"auditReportVersion":2,"vulnerabilities":{"pg":{"via":[{}]}}}', [], TODAY),
    );
  });
});

describe('exceptions', () => {
  test('each has a reason and an end', () => {
    const file = readFileSync(join(import.meta.dirname, '../tools/supply/exceptions.json'), 'utf8');
    assert.ok(Array.isArray(readExceptions(file)));
    for (const wrong of [
      { reason: 'later' },
      { until: 'soon' },
      { until: undefined },
      { package: '' },
      { more: 1 },
    ])
      assert.throws(() => readExceptions(JSON.stringify([{ ...exception('2026-12-01'), ...wrong }])));
  });
});

/** Runs the audit against a registry that answers as `registry` does; gives its exit code and what it printed. */
async function audit(registry: RequestListener, ...args: readonly string[]) {
  const server = createServer(registry);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cache = mkdtempSync(join(tmpdir(), 'heed-audit-'));
  try {
    const child = spawn(process.execPath, [TOOL, ...args], {
      cwd: join(import.meta.dirname, '..'),
      env: {
        ...process.env,
        npm_config_registry: `http://127.0.0.1:${port}/`,
        npm_config_noproxy: '127.0.0.1',
        npm_config_cache: cache,
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, said };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(cache, { recursive: true, force: true });
  }
}

/** A registry that knows of a critical fault in one package, whatever its version, and answers only if asked about it. */
function registryAgainst(name: string): RequestListener {
  return (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.method !== 'POST') {
        const asked = decodeURIComponent((request.url ?? '').slice(1));
        response.end(JSON.stringify({ name: asked, versions: {}, 'dist-tags': {} }));
        return;
      }
      const body = Buffer.concat(parts);
      const asked = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      const known = {
        id: 1,
        url: URL_OF,
        title: 'Reads any file',
        severity: 'critical',
        vulnerable_versions: '*',
      };
      response.end(JSON.stringify(name in JSON.parse(asked.toString('utf8')) ? { [name]: [known] } : {}));
    });
  };
}

describe('the audit itself, asked of a registry of our own', () => {
  test('fails on a critical fault in what Heed runs on, even where the tests need it too', async () => {
    const { code, said } = await audit(registryAgainst('nodemailer'));
    assert.equal(code, 1, said);
    assert.match(said, /FAILED: nodemailer .*Reads any file.*critical/);
  });

  test('passes over a fault in what only the tests need, and says that it checked', async () => {
    assert.ok('playwright-core' in readManifest().devDependencies);
    const { code, said } = await audit(registryAgainst('playwright-core'));
    assert.equal(code, 0, said);
    assert.match(said, /checked, none high or critical/);
  });

  test('says “not checked” of a registry that does not answer, and fails only where an answer is required', async () => {
    const away: RequestListener = (_request, response) => response.writeHead(405).end();
    const lenient = await audit(away);
    assert.equal(lenient.code, 0, lenient.said);
    assert.match(lenient.said, /not checked\. The registry gave no answer: .*405/);
    assert.doesNotMatch(lenient.said, /none high or critical/);
    assert.equal((await audit(away, '--required')).code, 1);
  });
});
