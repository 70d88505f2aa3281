import type { Redactor } from '../redaction/redactor.ts';
import type { OutgoingRequest } from './outgoing-request.ts';

const longest = 300;

/** `GET https://host/path`, without secrets, for messages and logs. */
export function describeRequest(request: OutgoingRequest, redactor: Redactor): string {
  const text = redactor.text(`${request.method} ${request.origin}${request.path}`);
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
