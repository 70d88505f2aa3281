import type { FakeFault } from '@acequia/testkit';
import { type ImapAnswer, no } from './imap-session.ts';

/** What a server in trouble says in place of its answer. https://www.rfc-editor.org/rfc/rfc5530 */
export function refuseByStatus(status: number, signsIn: boolean): ImapAnswer {
  if (status === 401) return no(signsIn ? '[AUTHENTICATIONFAILED] refused' : '[EXPIRED] sign in again');
  if (status === 403) return no('[NOPERM] not for you');
  if (status === 404) return no('[NONEXISTENT] nothing there');
  return no('[UNAVAILABLE] try again later');
}

/** Exchange's way. https://learn.microsoft.com/exchange/troubleshoot */
export function refuseForNow(milliseconds: number): ImapAnswer {
  return no(`Request is throttled. Suggested Backoff Time: ${milliseconds} milliseconds`);
}

/** An answer in which something is not as described. */
export function spoil(answer: ImapAnswer, fault: FakeFault): ImapAnswer {
  switch (fault.type) {
    case 'mistype':
      return {
        ...answer,
        untagged: answer.untagged.map((line) => line.replace(/\(.*\)/s, '"a text"').replace(/\[.*\]/, '')),
      };
    case 'more-fields':
      return {
        ...answer,
        untagged: [
          'XUNKNOWN (more "fields")',
          ...answer.untagged.map((line) => line.replace(/^(\d+ FETCH \()/, '$1X-MORE (a "b" NIL) ')),
        ],
      };
    default:
      return answer;
  }
}
