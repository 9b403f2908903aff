/** Pictures and documents on the public form: warned of, limited, never taken from a forged form, never lost unsaid. */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import { FormClient } from '../support/form-client.ts';
import { type PublicSite, startPublicSite } from '../support/public-site.ts';
import { tellUpTo } from '../support/tell-as-child.ts';

let assets: Assets;
let site: PublicSite;
let child: FormClient;

before(async () => {
  assets = await buildAssets();
});
beforeEach(async () => {
  site = await startPublicSite({ assets });
  child = new FormClient(site.app);
});
afterEach(() => site.close());

describe('files', () => {
  beforeEach(() => tellUpTo(child, '/tell/files'));

  it('are taken in, listed and removed; a chosen one goes along when somebody just carries on', async () => {
    await child.attach('a car.png', Buffer.from('picture'));
    assert.match(child.last.html, /a car\.png/);
    const id = [...site.files.keys()][0] ?? '';
    await child.submit({}, `/tell/files/${id}/remove`);
    assert.equal(site.files.size, 0);
    assert.equal((await child.attach('b.png', Buffer.from('picture'), 'on')).path, '/tell/check');
    assert.match(child.last.html, /b\.png/);
    await child.submit({});
    assert.equal(site.raised[0]?.attachments.length, 1);
  });

  const bad: readonly (readonly [string, string, Buffer, RegExp])[] = [
    ['empty', 'x.png', Buffer.alloc(0), /That file is empty/],
    ['too big', 'x.png', Buffer.alloc(2 * 1024 * 1024 + 10, 1), /too big/],
    ['a program', 'x.exe', Buffer.from('MZ program'), /can’t take that kind/],
    ['no file at all', '', Buffer.alloc(0), /Choose a file first/],
  ];
  for (const [what, name, content, says] of bad)
    it(`${what}: says what to do`, async () => {
      const answer = await child.attach(name, content);
      assert.equal(answer.status, 422);
      assert.match(answer.html, says);
      assert.equal(site.files.size, 0);
    });

  it('are not taken from a forged form, and warn before anything is chosen', async () => {
    assert.match(child.last.html, /without clothes/);
    const other = new FormClient(site.app);
    await tellUpTo(other, '/tell/files');
    child.last = other.last;
    assert.equal((await child.attach('x.png', Buffer.from('picture'))).status, 403);
    assert.equal(site.files.size, 0);
  });
});
