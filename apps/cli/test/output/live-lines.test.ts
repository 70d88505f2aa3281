import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveLines, type Screen } from '../../src/output/live-lines.ts';

function createScreen(isTTY: boolean) {
  const written: string[] = [];
  const screen = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      written.push(text);
      done();
    },
  });
  return { written, screen: Object.assign(screen, { isTTY, columns: 80 }) as unknown as Screen };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv('TERM', 'xterm');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe('LiveLines', () => {
  it('draws at most ten pictures a second, and the last one', () => {
    const { written, screen } = createScreen(true);
    const live = new LiveLines(screen);
    for (let at = 0; at < 1000; at += 1) {
      live.update(() => [`at ${at}`]);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(200);
    const pictures = written.filter((text) => text.startsWith('at '));
    expect(pictures.length).toBeGreaterThan(5);
    expect(pictures.length).toBeLessThanOrEqual(11);
    expect(pictures.at(-1)).toBe('at 999\n');
  });

  it('is gone at the end', () => {
    const { written, screen } = createScreen(true);
    const live = new LiveLines(screen);
    live.update(() => ['one', 'two']);
    live.end();
    expect(written.join('')).toBe('one\ntwo\n\u001b[2A\u001b[0J');
    vi.advanceTimersByTime(1000);
    expect(written.join('')).toBe('one\ntwo\n\u001b[2A\u001b[0J');
  });

  it('writes a plain line now and then where there is no terminal', () => {
    const { written, screen } = createScreen(false);
    const live = new LiveLines(screen);
    for (let second = 0; second <= 12; second += 1) {
      live.update(() => ['  12 documents', 'reading x']);
      vi.advanceTimersByTime(1000);
    }
    live.end();
    expect(written).toEqual(['12 documents reading x\n', '12 documents reading x\n']);
  });
});
