import { describe, expect, it } from 'vitest';
import type { DavResponse } from '../src/multistatus.ts';
import { openAnswer } from '../src/open-answer.ts';
import { readMultistatus } from '../src/read-xml.ts';

/** Reads an answer that comes in pieces of `size` bytes. */
async function read(body: string | Uint8Array, contentType = 'application/xml', size = 7): Promise<DavResponse[]> {
  const bytes = Buffer.from(body);
  const unused = () => Promise.reject(new Error('It is read as a stream'));
  const answer = {
    status: 207,
    url: 'http://127.0.0.1/',
    headers: { 'content-type': contentType },
    json: unused,
    text: unused,
    bytes: unused,
    discard: unused,
    async *stream() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
  const responses: DavResponse[] = [];
  for await (const some of readMultistatus(await openAnswer(answer))) responses.push(...some);
  return responses;
}

const item = (href: string, properties = '<d:getetag>"1"</d:getetag>') =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const wrap = (inner: string, head = '') => `${head}<d:multistatus xmlns:d="DAV:">${inner}</d:multistatus>`;

describe('A multistatus', () => {
  it('may be cut anywhere, also within a character', async () => {
    for (const size of [1, 2, 3, 1000]) {
      const [one] = await read(wrap(item('/会议 😀 &amp; &#x1F600;&#233;/')), undefined, size);
      expect(one?.href).toBe('/会议 😀 & 😀é/');
    }
  });

  it('may be in other encodings', async () => {
    const text = wrap(item('/Größe/'));
    const latin1 = Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${text}`, 'latin1');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    expect(await read(latin1, 'text/xml', 1000)).toMatchObject([{ href: '/Größe/' }]);
    expect(await read(Buffer.from(text, 'latin1'), 'text/xml; charset="ISO-8859-1"')).toMatchObject([
      { href: '/Größe/' },
    ]);
    expect(await read(utf16, 'text/xml', 1000)).toMatchObject([{ href: '/Größe/' }]);
    expect(await read(marked)).toMatchObject([{ href: '/Größe/' }]);
  });

  it('never gets the text of an entity that it declares', async () => {
    const bomb =
      '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
    expect(await read(wrap(item('/&b;&f;'), `<?xml version="1.0"?>${bomb}`))).toMatchObject([{ href: '/&b;&f;' }]);
  });

  it('may have CDATA, comments, several hrefs, and prefixes of its own', async () => {
    const text = `<x:multistatus xmlns:x="DAV:" xmlns:z="http://owncloud.org/ns"><x:response><x:href><![CDATA[/a & b]]></x:href><!-- and --><x:href>/c</x:href><x:propstat><x:prop><z:fileid>7</z:fileid><x:resourcetype><x:collection/></x:resourcetype></x:prop><x:status>HTTP/1.1 200 OK</x:status></x:propstat></x:response></x:multistatus>`;
    const responses = await read(text);
    expect(responses.map(({ href }) => href)).toEqual(['/a & b', '/c']);
    expect(responses[0]).toMatchObject({ collection: true });
    expect(responses[0]?.properties.get('oc:fileid')).toBe('7');
  });

  it('may have brackets and quotes where they say nothing', async () => {
    const head = `<?xml version="1.0"?><!DOCTYPE d SYSTEM "a>b" [<!ENTITY a "]>"> <!ATTLIST x y CDATA '>'>]><!-- <a "> -- >-->`;
    const text = `<d:multistatus xmlns:d='DAV:' a=">" b='"/>'><!-- </d:multistatus> -->${item('<![CDATA[/<a>&amp;]]>]')}</d:multistatus >`;
    for (const size of [1, 2, 1000]) {
      expect(await read(head + text, undefined, size)).toMatchObject([{ href: '/<a>&amp;]' }]);
    }
  });

  it('may give a prefix, or none, another meaning inside of an element', async () => {
    const etag = (text: string) => `<getetag>${text}</getetag>`;
    const properties = `${etag('1')}<other xmlns="other:">${etag('2')}</other><z:getetag xmlns:z="other:">3</z:getetag><z:getcontentlength xmlns:z = 'DAV:'>4</z:getcontentlength>`;
    const [one] = await read(
      `<multistatus xmlns="DAV:"><response><href>/a</href><propstat><prop>${properties}</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`,
    );
    expect(Object.fromEntries(one?.properties ?? [])).toEqual({
      'd:getetag': '1',
      '?:other': '',
      '?:getetag': '3',
      'd:getcontentlength': '4',
    });
  });

  it('may be without namespaces, and with more kinds of tags than are kept', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => `<x${index}/>`).join('');
    const text = item('/a', `${many}<d:getetag>"1"</d:getetag>`).replaceAll('d:', '');
    const responses = await read(`<multistatus>${text.repeat(3)}</multistatus>`, undefined, 4096);
    expect(responses.map(({ properties }) => properties.get('d:getetag'))).toEqual(['"1"', '"1"', '"1"']);
  });

  it('has what is no reference as it stands, and no characters that are none', async () => {
    const [one] = await read(wrap(item('/a&b&amp;lt;&#0;&#xD800;&#x110000;&#38;&quot;&apos;&gt;')));
    expect(one?.href).toBe('/a&b&lt;\uFFFD\uFFFD\uFFFD&"\'>');
  });

  it('may have entries with an empty href, and properties without a status', async () => {
    const text = wrap(
      `${item('')}<d:response><d:href>/a</d:href><d:propstat><d:prop><d:getetag>"1"</d:getetag></d:prop></d:propstat></d:response>`,
    );
    const responses = await read(text);
    expect(responses.map(({ href }) => href)).toEqual(['', '/a']);
    expect(responses[1]?.properties.get('d:getetag')).toBe('"1"');
  });

  it('may have statuses of any protocol, or of none', async () => {
    for (const status of ['HTTP/2 200 OK', 'HTTP/1.1 200', '200 OK']) {
      const [one] = await read(wrap(item('/a').replace('HTTP/1.1 200 OK', status)));
      expect(one?.properties.get('d:getetag')).toBe('"1"');
    }
    const [refused] = await read(wrap(item('/a').replace('HTTP/1.1 200 OK', 'fine')));
    expect(refused).toMatchObject({ refused: [0] });
  });

  it('has only properties that were found, and those of DAV: alone by that name', async () => {
    const [one] = await read(
      wrap(
        `<d:response><d:href>/a</d:href><d:propstat><d:prop><d:getetag>refused</d:getetag></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat><d:propstat><d:prop xmlns:o="other:"><d:getcontentlength>5</d:getcontentlength><o:getetag>other</o:getetag><__proto__>x</__proto__></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
      ),
    );
    expect(one?.properties.get('d:getcontentlength')).toBe('5');
    expect(one?.properties.has('d:getetag')).toBe(false);
    expect(one?.refused).toEqual([404]);
  });

  it.each([
    ['is cut off', wrap(item('/a')).slice(0, -20)],
    ['is empty', ''],
    ['has something behind its end', `${wrap('')}<more/>`],
    ['closes what is not open', wrap('<d:response></d:propstat></d:response>')],
    ['is nested crosswise', wrap('<d:response><d:href></d:response></d:href>')],
    ['has a tag without end', wrap(`<d:response a="${'>'.repeat(300_000)}`)],
    ['has an entry without href', wrap('<d:response></d:response>')],
    ['is a web page', '<html><body>Sign in</body></html>'],
    ['is nested without end', wrap('<d:a>'.repeat(100_000))],
    ['has a text without end', wrap(item('a'.repeat(300_000)))],
  ])('that %s is `bad-response` with a remedy', async (_what, text) => {
    await expect(read(text, undefined, 4096)).rejects.toMatchObject({
      kind: 'bad-response',
      hint: expect.stringMatching(/\w/),
    });
  });
});
