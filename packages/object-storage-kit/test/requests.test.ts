import { expect, test } from 'vitest';
import { explainRefusal } from '../src/explain-refusal.ts';
import { runInParallel } from '../src/run-in-parallel.ts';
import { signRequest } from '../src/signature.ts';
import { StoreSession } from '../src/store-session.ts';
import { TokenWatch } from '../src/token-watch.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const example = {
  keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  service: 's3',
  region: 'us-east-1',
  now: Date.UTC(2013, 4, 24),
  method: 'GET',
};

test.each([
  ['?max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ['?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
])('the signature of the published example %s is the published one', (path, signature) => {
  const signed = signRequest({ ...example, url: `https://examplebucket.s3.amazonaws.com/${path}` });
  expect(signed.authorization).toContain(`Signature=${signature}`);
});

test('parameters are signed in the order of their names, whatever their order in the address', () => {
  const signatures = ['list-type=2&list=a&key=%2F', 'key=%2F&list=a&list-type=2'].map(
    (query) => signRequest({ ...example, url: `https://examplebucket.s3.amazonaws.com/?${query}` }).authorization,
  );
  // As aws4fetch 1.0.20 signs it.
  const expected = 'Signature=ba7b4ab3c0e814589bed75255197fc5ff1de60ce563e43d3c64319d87ac2c7a8';
  for (const signature of signatures) expect(signature).toContain(expected);
});

test('work is done side by side, up to the width, and comes as it ends', async () => {
  const gates = new Map([1, 2, 3, 4].map((number) => [number, Promise.withResolvers<void>()]));
  const started: number[] = [];
  const results = runInParallel([1, 2, 3, 4], 2, async (number) => {
    started.push(number);
    await gates.get(number)?.promise;
    return number;
  });
  const first = results.next();
  gates.get(2)?.resolve();
  expect((await first).value).toBe(2);
  expect(started).toEqual([1, 2]);
  for (const gate of gates.values()) gate.resolve();
  expect((await Array.fromAsync(results)).sort()).toEqual([1, 3, 4]);
});

test('the first error ends the work, when the rest has ended', async () => {
  const ended: number[] = [];
  const failing = Array.fromAsync(
    runInParallel([1, 2, 3], 2, async (number) => {
      if (number === 1) throw new Error('one');
      await Promise.resolve();
      ended.push(number);
    }),
  );
  await expect(failing).rejects.toThrow('one');
  expect(ended).toEqual([2]);
});

test.each([1, 2, 3, 7, 50])('a circle of %i pages is noticed soon', (length) => {
  const watch = new TokenWatch();
  let passed = 0;
  expect(() => {
    for (; passed < 1000; passed++) watch.pass(`token ${passed % length}`);
  }).toThrow(expect.objectContaining({ kind: 'bad-response' }));
  expect(passed).toBeLessThan(4 * length + 4);
});

test('a session learns a region once and a time that is far off, and nothing else', () => {
  const session = new StoreSession('us-east-1');
  const refusal = { status: 403, isDeleteMarker: false };
  expect(session.learn({ ...refusal, status: 404, region: 'eu-west-1' }, 0)).toBe(false);
  expect(session.learn({ ...refusal, region: 'eu-west-1' }, 0)).toBe(true);
  expect(session.learn({ ...refusal, region: 'eu-west-1' }, 0)).toBe(false);
  expect(session.learn({ ...refusal, code: 'AccessDenied', serverTime: 9_000_000 }, 0)).toBe(false);
  expect(session.learn({ ...refusal, code: 'RequestTimeTooSkewed' }, 0)).toBe(false);
  expect(session.learn({ ...refusal, serverTime: 60_000 }, 0)).toBe(false);
  expect(session.learn({ ...refusal, serverTime: 9_000_000 }, 0)).toBe(true);
  expect(session.learn({ ...refusal, code: 'RequestTimeTooSkewed', serverTime: 9_000_500 }, 0)).toBe(false);
  expect([session.region, session.skew]).toEqual(['eu-west-1', 9_000_000]);
});

test.each([
  [{ status: 403, code: 'AccessDenied' }, 'forbidden'],
  [{ status: 403, code: 'InvalidAccessKeyId' }, 'auth'],
  [{ status: 400, code: 'ExpiredToken' }, 'auth'],
  [{ status: 400, code: 'KMS.DisabledException' }, 'forbidden'],
  [{ status: 404, code: 'NoSuchKey' }, 'not-found'],
  [{ status: 404, code: 'NoSuchKey', isDeleteMarker: true }, 'gone'],
  [{ status: 404, code: 'NoSuchBucket' }, 'bad-settings'],
  [{ status: 404 }, 'not-found'],
  [{ status: 301 }, 'bad-settings'],
  [{ status: 400, code: 'constructor' }, 'bad-response'],
  [{ status: 400, code: 'RequestTimeout' }, 'transient'],
  [{ status: 403, code: 'InvalidObjectState' }, 'forbidden'],
  [{ status: 403, code: 'AccessDenied', redirectedTo: 'https://other.example' }, 'bad-settings'],
  [{ status: 403, code: 'RequestTimeTooSkewed' }, 'bad-settings'],
])('%j means %s, with a remedy and without secrets', (refusal, kind) => {
  const given = { isDeleteMarker: false, message: 'for AKIA1234', ...refusal };
  const error = explainRefusal(given, { subject: 'Reading "a"', secrets: ['AKIA1234', ''] });
  expect(error.kind).toBe(kind);
  expect(error.hint).toBeTruthy();
  expect(error.message).not.toContain('AKIA1234');
});
