import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MOST_IMAGE_BYTES, readImageSize } from './image-size.ts';

function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** Start, an application's segment, two tables, then the frame. */
function jpeg(width: number, height: number, marker = 0xc2): Uint8Array {
  const frame = Buffer.from([0xff, marker, 0, 17, 8, 0, 0, 0, 0, 3]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const parts = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 5, 1, 2, 3];
  return Buffer.concat([Buffer.from(parts), frame, Buffer.alloc(20)]);
}

test('reads how large a picture says it is, without decoding it', () => {
  assert.deepEqual(readImageSize(png(640, 480)), { type: 'image/png', width: 640, height: 480 });
  assert.deepEqual(readImageSize(jpeg(4_000, 3_000)), { type: 'image/jpeg', width: 4_000, height: 3_000 });
  assert.deepEqual(readImageSize(jpeg(10, 20, 0xc0)), { type: 'image/jpeg', width: 10, height: 20 });
});

test('nothing is drawn that says it is too large, is empty, or is no picture known here', () => {
  const none = [
    png(50_000, 50_000),
    png(6_325, 6_325),
    png(0, 10),
    png(0xffffffff, 0xffffffff),
    jpeg(65_535, 65_535),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.from('GIF89a\x01\x00\x01\x00'),
    Buffer.alloc(0),
    Buffer.from([0xff, 0xd8]),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0, 0, 0, 0]),
    Buffer.concat([png(10, 10), Buffer.alloc(MOST_IMAGE_BYTES)]),
  ];
  for (const [at, bytes] of none.entries()) assert.equal(readImageSize(bytes), null, `${at}`);
});

test('reads any bytes to an end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readImageSize(Uint8Array.of(0xff, 0xd8, ...bytes));
      readImageSize(bytes);
    }),
  );
});
