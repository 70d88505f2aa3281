import { describe, expect, it } from 'vitest';
import { collectLogs, createManualClock } from '../src/index.ts';

describe('a manual clock', () => {
  it('wakes sleepers in order, each at its time, also those that sleep again', async () => {
    const clock = createManualClock(1000);
    const woken: string[] = [];
    const sleep = async (name: string, ...spans: number[]) => {
      for (const span of spans) {
        await clock.sleep(span);
        woken.push(`${name} ${clock.now()}`);
      }
    };
    const done = Promise.all([sleep('a', 30, 30), sleep('b', 40), sleep('c', 200), sleep('d', 0)]);
    await clock.advance(100);
    expect(woken).toEqual(['d 1000', 'a 1030', 'b 1040', 'a 1060']);
    expect([clock.now(), clock.sleeping]).toEqual([1100, 1]);
    expect(await clock.advanceToNextSleep()).toBe(100);
    await done;
    expect(woken.at(-1)).toBe('c 1200');
  });

  it('waits for somebody to sleep', async () => {
    const clock = createManualClock();
    const start = clock.now();
    const advanced = clock.advanceToNextSleep();
    await clock.sleep(5000);
    expect(await advanced).toBe(5000);
    expect(clock.now() - start).toBe(5000);
  });

  it('lets a sleeper go when its signal aborts', async () => {
    const clock = createManualClock();
    const abort = new AbortController();
    const sleep = clock.sleep(1000, abort.signal);
    abort.abort(new Error('enough'));
    await expect(sleep).rejects.toThrow('enough');
    await expect(clock.sleep(1000, abort.signal)).rejects.toThrow('enough');
    expect(clock.sleeping).toBe(0);
  });
});

describe('collected logs', () => {
  it('keep level, message and fields in order', () => {
    const log = collectLogs();
    log.warn('slow', { ms: 7 });
    log.info('done');
    expect(log.entries).toEqual([
      { level: 'warn', message: 'slow', fields: { ms: 7 } },
      { level: 'info', message: 'done', fields: {} },
    ]);
  });
});
