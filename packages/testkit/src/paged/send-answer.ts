import type { ServerResponse } from 'node:http';
import type { PagedAnswer } from './answer-request.ts';
import type { Fault } from './fault.ts';

/** Sends an answer, broken as the fault says, and tells how many bytes of body that is. */
export function sendAnswer(response: ServerResponse, answer: PagedAnswer, fault?: Fault): number {
  const whole = Buffer.from(answer.status === 304 ? '' : JSON.stringify(answer.json));
  const half = whole.subarray(0, whole.length >> 1);
  const content = fault?.type === 'truncate' ? half : whole;
  response.statusCode = answer.status;
  if (answer.status !== 304) {
    response.setHeader('content-type', 'application/json');
    response.setHeader('content-length', content.length);
  }
  if (fault?.type === 'reset') {
    response.write(half, () => response.socket?.resetAndDestroy());
    return half.length;
  }
  if (fault?.type === 'slow') {
    response.write(half);
    const rest = setTimeout(() => response.end(content.subarray(half.length)), fault.milliseconds);
    response.once('close', () => clearTimeout(rest));
  } else response.end(content);
  return content.length;
}

const loginPage = '<!doctype html><html><title>Sign in</title><form><input name="user"></form></html>';

export function sendHtml(response: ServerResponse): number {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(loginPage);
  return Buffer.byteLength(loginPage);
}
