import { SourceError } from '@acequia/core';
import type { Redactor } from '../redaction/redactor.ts';

/** Why no answer came, and whether the request may be sent again. */
export interface ConnectionFailure {
  readonly error: SourceError;
  /** `always`: the source never got it. `idempotent`: it may have. `never`: it would fail again. */
  readonly resend: 'always' | 'idempotent' | 'never';
}

const neverSent = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection was lost',
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name cannot be resolved',
  UND_ERR_CONNECT_TIMEOUT: 'it cannot be connected in time',
  UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'it stopped sending',
  UND_ERR_SOCKET: 'the connection was lost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off',
  Z_BUF_ERROR: 'the answer was cut off',
};

/** What went wrong on the wire, told without the library's error: its texts may hold parts of the request. `subject`: what was asked, redacted. */
export function explainFailure(error: unknown, subject: string, redactor: Redactor): ConnectionFailure {
  if (SourceError.isInstance(error)) return { error, resend: 'never' };
  const code = errorCode(error);
  // What the server says in clear text is taken for TLS.
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    const remedy = 'Give another port, or http:// in place of https:// where there is no encryption.';
    return {
      error: new SourceError('bad-settings', `${subject}: the server does not speak TLS on this port`, { remedy }),
      resend: 'never',
    };
  }
  if (isCertificateProblem(code)) {
    const remedy = 'Check the address, or let the server trust its certificate (NODE_EXTRA_CA_CERTS).';
    return {
      error: new SourceError('bad-settings', `${subject}: no trusted connection (${code})`, { remedy }),
      resend: 'never',
    };
  }
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED' || code === '') {
    const message = error instanceof Error ? redactor.text(error.message) : 'unknown error';
    return { error: new SourceError('internal', `${subject}: ${message}`), resend: 'never' };
  }
  if (
    code.startsWith('HPE_') ||
    code === 'HTTPParserError' ||
    code === 'UND_ERR_HEADERS_OVERFLOW' ||
    code === 'Z_DATA_ERROR'
  ) {
    const remedy =
      'The server, or a proxy before it, breaks the rules of HTTP: look into its log, or for an update of it.';
    const message = `${subject}: the answer is broken (${code})`;
    return { error: new SourceError('bad-response', message, { remedy }), resend: 'never' };
  }
  const message = `${subject}: ${reasons[code] ?? 'the connection failed'} (${code})`;
  return {
    error: new SourceError('transient', message, {
      remedy: 'It is tried again; check the address and the network if it stays.',
    }),
    resend: neverSent.has(code) ? 'always' : 'idempotent',
  };
}

function isCertificateProblem(code: string): boolean {
  return /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)|SELF_SIGNED/.test(code);
}

/** Errors of the HTTP parser do not all have a code. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'HTTPParserError' ? error.name : '';
}
