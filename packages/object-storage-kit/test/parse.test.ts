import { expect, test } from 'vitest';
import { findToken, parseListPage } from '../src/parse-list-page.ts';
import { parseXml } from '../src/parse-xml.ts';

const page = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</ListBucketResult>`;
const object = (inner: string) => page(`<IsTruncated>false</IsTruncated><Contents>${inner}</Contents>`);

test('a page is read with what it says, in whatever order and with whatever else', () => {
  const inner = `<Owner><ID>1</ID></Owner><Size> 12 </Size><ETag>W/"ab-2"</ETag><Key>a &amp; &#98;</Key><LastModified>2026-01-02T03:04:05.678Z</LastModified><StorageClass>GLACIER</StorageClass>`;
  expect(parseListPage(object(inner))).toEqual({
    truncated: false,
    prefixes: [],
    objects: [
      { key: 'a & b', size: 12, etag: 'ab-2', modifiedAt: Date.UTC(2026, 0, 2, 3, 4, 5), storageClass: 'GLACIER' },
    ],
  });
});

test('what a store does not tell is absent', () => {
  expect(
    parseListPage(object('<Key>a</Key><Size>0</Size><ETag></ETag><LastModified>soon</LastModified>')).objects,
  ).toEqual([{ key: 'a', size: 0 }]);
});

test('where the next page is shows before a page is read, unless it takes reading', () => {
  const token = (text: string) => `<NextContinuationToken>${text}</NextContinuationToken>`;
  const more = '<IsTruncated>true</IsTruncated>';
  for (const source of [page(token('t+1/=') + more), page(`${more}<Contents></Contents>${token('t+1/=')}`)]) {
    expect(findToken(source)).toBe('t+1/=');
  }
  for (const source of [
    page(more),
    page(token('t')),
    page(`${more}${token('a&amp;b')}`),
    page(`${more}${token('')}`),
  ]) {
    expect(findToken(source)).toBeUndefined();
  }
});

test('only what says so was encoded', () => {
  const inner = '<IsTruncated>true</IsTruncated><NextContinuationToken>t+1</NextContinuationToken>';
  const prefixes = '<CommonPrefixes><Prefix>a+b%2F</Prefix></CommonPrefixes>';
  expect(parseListPage(page(`${inner}${prefixes}`))).toMatchObject({ prefixes: ['a+b%2F'], token: 't+1' });
  expect(parseListPage(page(`${prefixes}${inner}<EncodingType>url</EncodingType>`)).prefixes).toEqual(['a b/']);
});

test.each([
  ['nothing', ''],
  ['text', 'Service unavailable'],
  ['a page', '<!doctype html><html><title>Sign in</title><input></html>'],
  ['JSON', '{"IsTruncated":false}'],
  ['an error', '<Error><Code>SlowDown</Code></Error>'],
  ['cut off', page('<IsTruncated>false</IsTruncated>').slice(0, -5)],
  ['cut off between elements', '<ListBucketResult><IsTruncated>false</IsTruncated>'],
  ['two roots', `${page('<IsTruncated>false</IsTruncated>')}<a/>`],
  ['without an end', page('')],
  ['an object without a key', object('<Size>1</Size>')],
  ['an object without a size', object('<Key>a</Key>')],
  ['a negative size', object('<Key>a</Key><Size>-1</Size>')],
  ['a size that is none', object('<Key>a</Key><Size>many</Size>')],
])('%s is no listing', (_, source) => {
  expect(() => parseListPage(source)).toThrow(expect.objectContaining({ kind: 'bad-response' }));
});

test('declared entities are not expanded', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>`;
  expect(JSON.stringify(parseXml(bomb) ?? '').length).toBeLessThan(100);
  expect(parseXml('<a>&b; &lt;&#x41;<![CDATA[<&]]></a>')?.text).toBe('&b; <A<&');
});

test('elements that close themselves are whole', () => {
  expect(parseXml('<a><b/><c x="1"/></a>')).toMatchObject({ name: 'a', children: [{ name: 'b' }, { name: 'c' }] });
});

test('a document without depth limit would cost the square of its depth: beyond 50 levels it is none', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  expect(parseXml(nested(40))?.name).toBe('a');
  expect(parseXml(nested(60))).toBeUndefined();
  const before = performance.now();
  expect(parseXml(nested(1_000_000))).toBeUndefined();
  expect(performance.now() - before).toBeLessThan(2000);
});
