import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type AreaFile, NEEDED, readAreaFile } from './read-area-file.ts';

const example = readFileSync(join(import.meta.dirname, '../../../docs/operating/area.example.json'), 'utf8');

/** The example with one thing changed, and what the operator is told of it. */
function problems(change: (file: AreaFile) => void): string[] {
  const file = JSON.parse(example) as AreaFile;
  change(file);
  try {
    readAreaFile(JSON.stringify(file));
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

describe("an area's file", () => {
  test('the example in the manual is right, and each post comes after the one it reports to', () => {
    const { posts } = readAreaFile(example);
    posts.forEach((post, at) => {
      const above = posts.findIndex((one) => one.key === post.reportsTo);
      assert.ok(above < at, post.key);
    });
  });

  test('a post that somebody must hold, and nobody holds, is named', () => {
    for (const needed of NEEDED) {
      const said = problems((file) => {
        const posts = file.posts.filter((post) => post.functions.includes(needed)).map((post) => post.key);
        for (const person of file.people) person.posts = person.posts.filter((key) => !posts.includes(key));
        file.people = file.people.filter((person) => person.posts.length > 0);
      });
      assert.deepEqual(said, [`  nobody holds a post with the function "${needed}"`, ...said.slice(1)]);
    }
  });

  test('a scrutineer inside an organisation that must answer is refused', () => {
    const said = problems((file) => {
      for (const post of file.posts) if (post.functions.includes('scrutineer')) post.agency = 'council';
    });
    assert.match(said.join(), /"scrutineer" must be in an agency marked "outside"/);
  });

  test('a key that leads nowhere, one used twice, and posts in a circle are told, all at once', () => {
    const said = problems((file) => {
      for (const post of file.posts) {
        if (post.key === 'director') post.team = 'nowhere';
        if (post.key === 'lado') post.reportsTo = 'nobody';
      }
      const first = file.people[0];
      if (first) file.people.push({ ...first, email: first.email.toUpperCase(), posts: ['gone'] });
    });
    assert.equal(said.length, 4, said.join('\n'));
    const circle = problems((file) => {
      for (const post of file.posts) if (post.key === 'chief-executive') post.reportsTo = 'director';
    });
    assert.match(circle.join(), /report to each other in a circle: .*chief-executive/);
  });

  test('what is not JSON, has a word we do not know or a phone without its country is told where', () => {
    assert.throws(() => readAreaFile('{'), /it is not JSON/);
    const said = problems((file) => {
      Object.assign(file, { colour: 'blue' });
      const [post] = file.posts;
      if (post) Object.assign(post, { phone: '01632 960100', functions: ['boss'] });
    });
    assert.equal(said.length, 3, said.join('\n'));
    assert.match(said.join('\n'), /posts\.0\.phone: is not an international number/);
  });
});
