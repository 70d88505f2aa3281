import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { extract, failureOf } from './extracting.ts';

const warning = 'This is a picture: only what its file says about it was read, not what it shows.';

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

function makePng(...more: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const header = Buffer.from('000002800000003c0802000000', 'hex');
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      ...more,
      chunk('IDAT', Buffer.alloc(9)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

const text = (key: string, value: string) => chunk('tEXt', Buffer.from(`${key}\0${value}`, 'latin1'));

/** A JPEG of nothing but its tags and its size. */
function makeJpeg(): Uint8Array<ArrayBuffer> {
  const values = ['A lake at dawn\0', 'Ann\0', '2024:02:29 06:30:00\0'];
  const tags = [0x010e, 0x013b, 0x0132];
  const ifd = Buffer.alloc(2 + 12 * tags.length + 4);
  ifd.writeUInt16LE(tags.length, 0);
  let at = 8 + ifd.length;
  for (const [index, tag] of tags.entries()) {
    const value = values[index] ?? '';
    ifd.writeUInt16LE(tag, 2 + index * 12);
    ifd.writeUInt16LE(2, 4 + index * 12);
    ifd.writeUInt32LE(value.length, 6 + index * 12);
    if (value.length > 4) ifd.writeUInt32LE(at, 10 + index * 12);
    else ifd.write(value, 10 + index * 12, 'latin1');
    at += value.length > 4 ? value.length : 0;
  }
  const long = values.filter((value) => value.length > 4).join('');
  const exif = Buffer.concat([Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1'), ifd, Buffer.from(long, 'latin1')]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(exif.length + 2);
  const frame = Buffer.from('ffc0001108003c028003012200021101031101', 'hex');
  return new Uint8Array(Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), size, exif, frame, Buffer.from('ffd9', 'hex')]));
}

it('reads the size of a picture and what its file says, and says that it is no more', async () => {
  const bytes = makePng(text('Title', 'Map <b>'), text('Description', 'Ways *and* rivers'), text('Author', 'Ann'));
  const { markdown, mime, fields, warnings } = await extract(bytes, 'notes.md', 'text/markdown');
  expect(markdown).toBe('# Map \\<b>\n\nWays \\*and\\* rivers\n\nPicture: 640 × 60 pixels, by Ann');
  expect([mime, warnings]).toEqual(['image/png', [warning]]);
  expect(fields).toEqual({
    title: 'Map <b>',
    description: 'Ways *and* rivers',
    authors: ['Ann'],
    width: 640,
    height: 60,
  });
});

it('reads the tags of a camera', async () => {
  const { markdown, mime, fields } = await extract(makeJpeg());
  expect(markdown).toBe('A lake at dawn\n\nPicture: 640 × 60 pixels, taken 2024-02-29 06:30:00, by Ann');
  expect([mime, fields?.createdAt]).toEqual(['image/jpeg', '2024-02-29T06:30:00']);
});

it.each([
  ['image/gif', '47494638396140010a0080000000000000000021f90401000000002c00000000010001000002024401003b'],
  ['image/bmp', '424d3a0000000000000036000000280000004001000 00a000000010018000000000004000000'.replaceAll(' ', '')],
  ['image/webp', '524946461a000000574542505650384c0d0000002f3f4102000000000000000000'],
])('reads the size of %s', async (mime, hex) => {
  const outcome = await extract(new Uint8Array(Buffer.from(hex, 'hex')), 'x.png');
  expect([outcome.mime, outcome.markdown]).toEqual([mime, 'Picture: 320 × 10 pixels']);
});

it('says of a broken picture that it says nothing', async () => {
  const error = await failureOf(extract(new Uint8Array(makePng().subarray(0, 14)), 'a.png'));
  expect([error.kind, error.message]).toEqual(['unreadable', 'This picture is broken or says nothing about itself.']);
});
