import type { MessageStructureObject } from 'imapflow';
import { expect, it } from 'vitest';
import { decodeBytes, decodeText } from '../src/decode-part.ts';
import { sortParts } from '../src/parts.ts';

const text = (part: string, size = 10): MessageStructureObject => ({ part, type: 'text/plain', size });
const html = (part: string, size = 10): MessageStructureObject => ({ part, type: 'text/html', size });
const multi = (subtype: string, ...childNodes: MessageStructureObject[]): MessageStructureObject => ({
  type: `multipart/${subtype}`,
  childNodes,
});
const file = (part: string, type: string, filename: string): MessageStructureObject => ({
  part,
  type,
  size: 10,
  disposition: 'attachment',
  dispositionParameters: { filename },
});
const picture: MessageStructureObject = { part: '2', type: 'image/png', id: '<logo>', disposition: 'inline', size: 9 };

function numbersOf(structure: MessageStructureObject) {
  const { texts, files, encrypted } = sortParts(structure);
  return { texts: texts.map(({ number }) => number), files: files.map(({ number }) => number), encrypted };
}

const found = (texts: string[], files: string[] = [], encrypted = false) => ({ texts, files, encrypted });

it('takes the plain text of an alternative, or the HTML where the text is empty', () => {
  expect(numbersOf({ type: 'text/plain', size: 3 })).toEqual(found(['1']));
  expect(numbersOf(multi('alternative', text('1'), html('2')))).toEqual(found(['1']));
  expect(numbersOf(multi('alternative', text('1', 2), html('2')))).toEqual(found(['2']));
  expect(numbersOf(multi('alternative', text('1'), multi('related', html('2.1'), picture)))).toEqual(found(['1']));
});

it('knows what is attached from what the text shows', () => {
  expect(numbersOf(multi('related', html('1'), picture))).toEqual(found(['1']));
  expect(numbersOf(multi('mixed', text('1'), picture, file('3', 'image/png', 'plan.png')))).toEqual(
    found(['1'], ['3']),
  );
  expect(numbersOf(multi('mixed', text('1'), file('2', 'text/plain', 'notes.txt'), text('3')))).toEqual(
    found(['1', '3'], ['2']),
  );
});

it('takes what has half a type for text, and what is empty and has no name for nothing', () => {
  expect(sortParts({ type: 'foo/', size: 15 }).texts).toMatchObject([{ number: '1', type: 'text/plain' }]);
  expect(numbersOf({ type: 'multipart/mixed', size: 2 })).toEqual(found([]));
  expect(numbersOf(multi('mixed', text('1'), { part: '2', type: 'foo/', size: 9 }))).toEqual(found(['1', '2']));
  expect(numbersOf(multi('mixed', text('1'), { ...file('2', 'foo/', 'x.foo'), size: 0 }))).toEqual(found(['1'], ['2']));
});

it('attaches a forwarded mail as a whole, with its subject for a name', () => {
  const forwarded = { part: '2', type: 'message/rfc822', envelope: { subject: 'Hello' }, childNodes: [text('2')] };
  const { files } = sortParts(multi('mixed', text('1'), forwarded));
  expect(files).toMatchObject([{ number: '2', filename: 'Hello' }]);
});

it('leaves out signatures, and tells encrypted mails', () => {
  const signature = { part: '2', type: 'application/pgp-signature', size: 5 };
  expect(numbersOf(multi('signed', text('1'), signature))).toEqual(found(['1']));
  const locked = multi(
    'encrypted',
    { part: '1', type: 'application/pgp-encrypted' },
    file('2', 'application/octet-stream', 'x.asc'),
  );
  expect(numbersOf(locked)).toMatchObject({ texts: [], encrypted: true });
});

it('decodes charsets, encodings and flowed lines', async () => {
  const plain = { number: '1', type: 'text/plain', size: 1 };
  const latin = { ...plain, encoding: 'quoted-printable', parameters: { charset: 'iso-8859-1' } };
  expect((await decodeText(latin, Buffer.from('Gr=FC=DFe'))).trim()).toBe('Grüße');
  const japanese = { ...plain, encoding: 'base64', parameters: { charset: 'shift_jis' } };
  expect((await decodeText(japanese, Buffer.from('k/qWe4zq'))).trim()).toBe('日本語');
  const flowed = { ...plain, encoding: '7bit', parameters: { format: 'flowed' } };
  expect(await decodeText(flowed, Buffer.from('one \r\nline\r\n> quoted \r\n> too'))).toContain('one line');
  expect(Buffer.from(decodeBytes({ encoding: 'base64' }, Buffer.from('AAEC\r\n/w==')))).toEqual(
    Buffer.from([0, 1, 2, 255]),
  );
  expect(Buffer.from(decodeBytes({ encoding: 'quoted-printable' }, Buffer.from('=00=\r\n=fF')))).toEqual(
    Buffer.from([0, 255]),
  );
});
