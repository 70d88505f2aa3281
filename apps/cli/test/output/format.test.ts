import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatNumber, formatTime } from '../../src/output/format.ts';

describe('format', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [3_440_000, '3.4 MB'],
    [120_000_000_000, '120 GB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [-3, '0 ms'],
    [45.4, '45 ms'],
    [3240, '3.2 s'],
    [59_960, '1 min 0 s'],
    [125_000, '2 min 5 s'],
    [3_599_700, '1 h 0 min'],
    [4_320_000, '1 h 12 min'],
  ])('%d milliseconds are %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it('counts', () => {
    expect(formatCount(12_345)).toBe('12,345');
    expect(formatNumber(1, 'document')).toBe('1 document');
    expect(formatNumber(0, 'document')).toBe('0 documents');
    expect(formatNumber(2, 'entry', 'entries')).toBe('2 entries');
  });

  it('tells the local time', () => {
    expect(formatTime(new Date(2026, 1, 3, 4, 5, 6).getTime())).toBe('2026-02-03 04:05:06');
  });
});
