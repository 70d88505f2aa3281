import { expect, test } from 'vitest';
import { linkTo } from '../src/link-to.ts';
import { locateBucket } from '../src/locate-bucket.ts';
import { settings } from '../src/settings.ts';
import { openS3Host } from './s3-host.ts';

const parse = (input: Readonly<Record<string, unknown>>) => settings.parse({ bucket: 'files', ...input });

test.each([
  ['eu-west-1', 'https://s3.eu-west-1.amazonaws.com'],
  ['us-gov-west-1', 'https://s3.us-gov-west-1.amazonaws.com'],
  ['cn-north-1', 'https://s3.cn-north-1.amazonaws.com.cn'],
  ['eusc-de-east-1', 'https://s3.eusc-de-east-1.amazonaws.eu'],
  ['us-iso-east-1', 'https://s3.us-iso-east-1.c2s.ic.gov'],
  ['us-isob-east-1', 'https://s3.us-isob-east-1.sc2s.sgov.gov'],
])('%s is asked at %s', (region, endpoint) => {
  expect(locateBucket(parse({ region })).endpointOf(region)).toBe(endpoint);
});

test.each([
  [{}, 'virtual'],
  [{ bucket: 'files.example.com' }, 'path'],
  [{ bucket: 'OldFiles' }, 'path'],
  [{ endpoint: 'https://minio.example.com' }, 'path'],
  [{ endpoint: 'https://minio.example.com', addressing: 'virtual' }, 'virtual'],
  [{ addressing: 'path' }, 'path'],
])('%j is addressed by %s', (input, addressing) => {
  expect(locateBucket(parse(input)).addressing).toBe(addressing);
});

test('an address has nothing before it', async () => {
  for (const endpoint of ['http://127.0.0.1:9000', 'http://[::1]:9000']) {
    const host = openS3Host({
      settings: { bucket: 'files', endpoint, addressing: 'virtual' },
      credentials: () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
    });
    expect(await host.sync('full')).toMatchObject({
      error: { kind: 'bad-settings', remedy: expect.stringContaining('`path`') },
    });
  }
});

test.each([
  [
    {},
    'eu-west-1',
    'a b/ü.txt',
    'https://console.aws.amazon.com/s3/object/files?region=eu-west-1&prefix=a%20b%2F%C3%BC.txt',
  ],
  [{}, 'eu-west-1', 'a/', 'https://console.aws.amazon.com/s3/buckets/files?region=eu-west-1&prefix=a%2F'],
  [{}, 'us-gov-east-1', 'a', 'https://console.amazonaws-us-gov.com/s3/object/files?region=us-gov-east-1&prefix=a'],
  [{}, 'cn-north-1', 'a', 'https://console.amazonaws.cn/s3/object/files?region=cn-north-1&prefix=a'],
  [{}, 'us-iso-east-1', 'a', undefined],
  [{ links: 'object' }, 'eu-west-1', 'a/b c', 'https://files.s3.eu-west-1.amazonaws.com/a/b%20c'],
  [{ links: 'object' }, 'eu-west-1', 'a/', undefined],
  [{ links: 'object', endpoint: 'https://minio.example.com/' }, 'x1', 'a', 'https://minio.example.com/files/a'],
  [{ endpoint: 'https://minio.example.com' }, 'x1', 'a', undefined],
  [{ links: 'none' }, 'eu-west-1', 'a', undefined],
])('with %j in %s, "%s" is opened at %s', (input, region, path, url) => {
  expect(linkTo(parse(input), region, path)).toBe(url);
});
