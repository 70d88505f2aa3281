import { describe, expect, it } from 'vitest';
import { printable, printableLines } from '../../src/output/printable.ts';

describe('printable', () => {
  it('lets no document steer the terminal', () => {
    expect(printable('\u001b[2Jwiped\u0007\u009b1m')).toBe('�[2Jwiped��1m');
    expect(printable('invoice\u202efdp.exe')).toBe('invoice�fdp.exe');
    expect(printable('half \ud83d surrogate')).toBe('half � surrogate');
  });

  it('makes one line', () => {
    expect(printable('a\r\n\tb\u2028c')).toBe('a b c');
  });

  it('leaves every script and emoji alone', () => {
    const text = 'Straße 项目 مرحبا שלום 👩‍👩‍👧 ❤️';
    expect(printable(text)).toBe(text);
  });
});

describe('printableLines', () => {
  it('keeps lines and tabs only', () => {
    expect(printableLines('a\r\nb\n\tc\u001b[0m')).toBe('a\nb\n\tc�[0m');
  });
});
