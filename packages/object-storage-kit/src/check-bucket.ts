import { type Check, describeError } from '@acequia/core/contract';
import type { Bucket } from './bucket.ts';
import { hasDotSegment } from './key-path.ts';

/** Checks `credentials`, `bucket` (may it be listed) and `content` (may an object be read). */
export async function checkBucket(open: () => Promise<Bucket>): Promise<Check[]> {
  const checks: Check[] = [];
  let step = 'bucket';
  try {
    const { store, prefix } = await open();
    const { objects } = await store.list({ prefix, limit: 100 });
    const where = `the bucket "${store.bucket}" in ${store.region}`;
    const late = Math.round(store.skew / 60_000);
    const clock =
      late === 0 ? '' : `; the clock of this machine is ${Math.abs(late)} min ${late > 0 ? 'behind' : 'ahead'}`;
    checks.push({ name: 'credentials', ok: true, message: `The store accepts the credentials${clock}` });
    checks.push({ name: 'bucket', ok: true, message: `Listed ${where}` });
    step = 'content';
    const readable = objects.filter((object) => object.size > 0 && store.frozenIn(object) === undefined);
    const key = readable.map((object) => object.key).find((one) => !hasDotSegment(one));
    if (key !== undefined) await store.tryGet(key);
    const message = key === undefined ? 'There is nothing yet to try it with' : `"${key}" may be read`;
    checks.push({ name: 'content', ok: true, message });
  } catch (error) {
    checks.push(failedCheck(step, error));
  }
  return checks;
}

function failedCheck(name: string, error: unknown): Check {
  const { kind, message, remedy } = describeError(error);
  return {
    name: kind === 'auth' ? 'credentials' : name,
    ok: false,
    message,
    remedy: remedy ?? 'Check the endpoint and the network, and try again.',
  };
}
