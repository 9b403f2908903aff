/**
 * Files and forms of files that are made to break whoever takes them: ten thousand parts, a field or a name of a megabyte,
 * paths for names, files that are two things at once, pictures and archives that unpack to gigabytes. Each is answered
 * clearly and leaves nothing behind, or is kept sealed, never opened, and only ever saved. Source: 90-quality.md (Bad input).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { checkAnswer } from '../support/check-answer.ts';
import { type FilledServer, openFilledServer } from '../support/filled-server.ts';
import { type Acting, actOn } from '../support/states/acting.ts';

const TYPE = 'multipart/form-data; boundary=heed';
const MEGABYTE = 1024 * 1024;
const UNPACKED = 64 * MEGABYTE;

function part(head: string, content: Buffer | string): Buffer {
  return Buffer.concat([
    Buffer.from(`--heed\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
}
const fileNamed = (name: string, content: Buffer | string) =>
  part(`name="file"; filename="${name}"`, content);
const whole = (...parts: readonly Buffer[]) => Buffer.concat([...parts, Buffer.from('--heed--\r\n')]);

/** A PNG that says it is `side` pixels each way, with the pixels of none. */
function pngOf(side: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex');
  head.writeUInt32BE(side, 16);
  head.writeUInt32BE(side, 20);
  const nothing = deflateRawSync(Buffer.alloc(MEGABYTE));
  return Buffer.concat([head, Buffer.alloc(4), Buffer.from('0000ffffIDAT'), nothing, Buffer.from('IEND')]);
}

/** An archive with one entry, `name`, that unpacks from kilobytes to `UNPACKED` bytes. */
function archiveOf(name: string): Buffer {
  const packed = deflateRawSync(Buffer.alloc(UNPACKED), { level: 9 });
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 0, 'latin1');
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(UNPACKED, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), packed]);
}

describe('files made to break things', () => {
  let server: FilledServer;
  let acting: Acting;

  before(async () => {
    server = await openFilledServer(0);
    acting = actOn(server);
  });
  after(() => server?.close());

  const countFiles = async () =>
    (await acting.ask('select count(*)::text as found from files.attachments', []))[0] ?? '';

  async function handIn(body: Buffer) {
    const { visitor, headers } = server.api;
    const answer = await visitor.send('POST', '/api/v1/attachments', { headers, body, type: TYPE });
    checkAnswer(answer, 'a form of files');
    return answer;
  }

  /** Hands in one file that is taken, and saves it again as the front door does. */
  async function takeAndSave(name: string, content: Buffer) {
    const answer = await handIn(whole(fileNamed(name, content)));
    const { files } = JSON.parse(answer.body) as { files: readonly { id: string; name: string }[] };
    assert.ok(files[0], answer.body);
    const { url } = await acting.raise({ attachments: [files[0].id] });
    const front = acting.as('screener-1');
    await front.open(url);
    const saved = await front.send('GET', `${url}/attachments/${files[0].id}`);
    assert.equal(saved.status, 200);
    assert.match(String(saved.headers['content-disposition']), /^attachment; /, 'it would be shown');
    assert.equal(saved.headers['x-content-type-options'], 'nosniff');
    assert.match(String(saved.headers['content-security-policy']), /sandbox/);
    return { name: files[0].name, type: saved.type };
  }

  test('ten thousand parts, or a megabyte in one field, end clearly and leave no file behind', async () => {
    const before = await countFiles();
    const file = fileNamed('a.txt', 'A grey car waits.');
    const many = Array.from({ length: 10_000 }, (_, n) => part(`name="f${n}"`, '1'));
    const files = Array.from({ length: 40 }, () => file);
    const wide = part('name="worry"', 'a'.repeat(MEGABYTE));
    for (const [what, body] of [
      ['many fields', whole(file, ...many)],
      ['many files', whole(...files)],
      ['a wide field', whole(file, wide)],
    ] as const) {
      const answer = await handIn(body);
      assert.ok(answer.status === 413 || answer.status === 400, `${what}: ${answer.status} ${answer.body}`);
      assert.equal(await countFiles(), before, `${what} left a file behind`);
    }
  });

  test('the same sent to the public form is refused in words, and what was told is still there', async () => {
    const visitor = acting.anybody();
    const page = await visitor.submitOn(await visitor.open('/tell/who'), '/tell/who', { who: 'family' });
    await visitor.submitOn(page, '/tell/', { worry: 'Zephyr saw a grey car wait.' });
    const token = /name="_csrf" value="([^"]+)"/.exec((await visitor.open('/tell/files')).body)?.[1] ?? '';
    const many = Array.from({ length: 10_000 }, (_, n) => part(`name="f${n}"`, '1'));
    const before = await countFiles();
    for (const parts of [many, [part('name="go"', 'a'.repeat(MEGABYTE))]]) {
      const body = whole(part('name="_csrf"', token), fileNamed('a.txt', 'A grey car waits.'), ...parts);
      const answer = await visitor.send('POST', '/tell/files', { body, type: TYPE });
      checkAnswer(answer, 'a form of files');
      assert.ok(answer.status >= 400, `it was taken: ${answer.status}`);
      assert.equal(await countFiles(), before, 'a file nobody can see was left behind');
    }
    assert.match((await visitor.open('/tell/worry')).body, /Zephyr saw a grey car wait/);
  });

  test('a path, a megabyte or a trick for a name is a plain name by the time anybody sees it', async () => {
    for (const name of [
      '../../../etc/passwd',
      '..\\\\..\\\\boot.ini',
      '%2e%2e%2fpasswd',
      'a%00.exe',
      'photo\u202egnp.exe',
    ])
      assert.match(
        (await takeAndSave(name, Buffer.from('A note.'))).name,
        /^[^/\\\u0000-\u001f\u202e]+\.txt$/,
      );
    const before = await countFiles();
    const answer = await handIn(whole(fileNamed('a'.repeat(MEGABYTE), 'A note.')));
    if (answer.status >= 400) assert.equal(await countFiles(), before);
    else assert.ok(answer.body.length < 2_000, 'the whole name was kept');
  });

  test('what is two things at once is saved as the one its first bytes are, and never shown', async () => {
    const script = '<script>alert(1)</script>';
    const gif = Buffer.from(`GIF89a/*${'\0'.repeat(20)}*/=1;${script}`, 'latin1');
    const pdf = Buffer.from(`%PDF-1.7\n${script}\nPK\x03\x04`, 'latin1');
    const png = Buffer.concat([pngOf(1), Buffer.from(`MZ\x90${script}`, 'latin1')]);
    assert.deepEqual(await takeAndSave('a.html', gif), { name: 'a.gif', type: 'image/gif' });
    assert.deepEqual(await takeAndSave('a.html', pdf), { name: 'a.pdf', type: 'application/pdf' });
    assert.deepEqual(await takeAndSave('a.exe', png), { name: 'a.png', type: 'image/png' });
    const page = await takeAndSave('a.html', Buffer.from(`<!doctype html>${script}`));
    assert.match(page.type, /^text\/plain/, 'a page of somebody else’s was given as a page');
  });

  test('a picture of four thousand million pixels, and an archive in a document, are kept and never unpacked', async () => {
    const before = process.memoryUsage().rss;
    assert.equal((await takeAndSave('a.png', pngOf(65_000))).type, 'image/png');
    const bomb = archiveOf('word/document.xml');
    assert.ok(bomb.length < MEGABYTE, 'it is no bomb');
    const answer = await handIn(whole(fileNamed('a.docx', bomb)));
    assert.equal(answer.status, 201);
    const archive = await handIn(whole(fileNamed('a.zip', archiveOf('a'))));
    assert.match(archive.body, /files\.unknown-kind/, 'an archive was taken');
    const grown = (process.memoryUsage().rss - before) / MEGABYTE;
    assert.ok(grown < 300, `${Math.round(grown)} MB more: something was unpacked`);
  });
});
