import type { ServerResponse } from 'node:http';
import type { FakeFault } from './fake-faults.ts';
import type { FakeAnswer } from './fake-route.ts';

const loginPage = '<!doctype html><html><title>Sign in</title><form><input name="user"></form></html>';

/** Sends an answer, broken as the fault says, and tells how many bytes of body that is. */
export function sendFakeAnswer(response: ServerResponse, answer: FakeAnswer, fault?: FakeFault): number {
  const { status = 200, headers = {} } = answer;
  const html = fault?.type === 'html';
  const whole = html ? Buffer.from(loginPage) : bytesOf(answer, fault);
  const half = whole.subarray(0, whole.length >> 1);
  const content = fault?.type === 'truncate' ? half : whole;
  response.statusCode = html ? 200 : status;
  if (!html) for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status === 204 || status === 304) {
    response.end();
    return 0;
  }
  if (html) response.setHeader('content-type', 'text/html; charset=utf-8');
  else if (!response.hasHeader('content-type')) response.setHeader('content-type', typeOf(answer));
  response.setHeader('content-length', content.length);
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

function bytesOf({ json, body }: FakeAnswer, fault: FakeFault | undefined): Uint8Array {
  if (body !== undefined) return typeof body === 'string' ? Buffer.from(body) : body;
  if (json === undefined) return new Uint8Array();
  return Buffer.from(
    JSON.stringify(json, fault?.type === 'mistype' ? mistype : fault?.type === 'more-fields' ? addFields : undefined),
  );
}

function typeOf({ body, json }: FakeAnswer): string {
  if (json !== undefined) return 'application/json';
  return body instanceof Uint8Array ? 'application/octet-stream' : 'text/plain; charset=utf-8';
}

const mistype = (_: string, value: unknown): unknown => (Array.isArray(value) ? 'none' : value);

const added = { level: 1, list: [null, 'new'], object: { deep: true } };

function addFields(key: string, value: unknown): unknown {
  if (key === 'acequia_added' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return value === added || value === added.object ? value : { ...value, acequia_added: added };
}
