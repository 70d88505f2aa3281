import { expect, onTestFinished, test } from 'vitest';
import { startFake } from './fake/index.ts';
import { openS3Host } from './s3-host.ts';

test('requests are as few as can be: a page for a thousand objects, and one for each content that is new', async () => {
  const objects = 1100;
  const fake = await startFake({ documents: objects });
  onTestFinished(() => fake.close());
  const host = openS3Host({ settings: fake.settings, credentials: () => fake.credentials() });
  const pages = Math.ceil(objects / 1000);
  expect((await host.sync('full')).counts.failed).toBe(0);
  expect([fake.requests.count('listing'), fake.requests.count()]).toEqual([pages, pages + objects]);

  fake.requests.clear();
  await host.sync();
  expect(fake.requests.count()).toBe(pages);

  const [changed = '', deleted = '', moved = ''] = fake.bucket.keys;
  fake.mutate.update?.(changed);
  fake.mutate.delete?.(deleted);
  fake.bucket.move(moved, `moved/${moved}`);
  fake.bucket.put('new.txt', 'new');
  fake.requests.clear();
  await host.sync();
  // A moved object is a new key: its bytes are looked at once more.
  expect([fake.requests.count('listing'), fake.requests.count()]).toEqual([pages, pages + 3]);
});
