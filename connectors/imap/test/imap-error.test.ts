import { describeError } from '@acequia/core/contract';
import type { ImapFlowError } from 'imapflow';
import { expect, it } from 'vitest';
import { toSourceError } from '../src/imap-error.ts';

const read = (error: Partial<ImapFlowError>) =>
  describeError(toSourceError(Object.assign(new Error('Command failed'), error), { doing: 'Connecting', now: 0 }));

it('takes one connection too many for no wrong password', () => {
  const refused = { authenticationFailed: true, responseStatus: 'NO' };
  for (const responseText of [
    'Too many simultaneous connections. (Failure)',
    'Maximum number of connections reached',
  ]) {
    expect(read({ ...refused, responseText })).toMatchObject({
      kind: 'transient',
      remedy: expect.stringContaining('`connections`'),
    });
  }
  expect(read({ ...refused, responseText: 'Invalid credentials' })).toMatchObject({ kind: 'auth' });
});

it('says what it may mean that a connection ends before anybody signed in', () => {
  for (const code of ['ClosedAfterConnectText', 'ClosedAfterConnectTLS']) {
    expect(read({ code })).toMatchObject({ kind: 'transient', remedy: expect.stringContaining('no more connections') });
  }
});

it('tells a server that takes no password this way from a wrong password', () => {
  expect(read({ authenticationFailed: true })).toMatchObject({
    kind: 'bad-settings',
    remedy: expect.stringContaining('`security`'),
  });
});
