import { type ErrorKind, SourceError } from '@acequia/core/contract';
import type { ImapFlowError } from 'imapflow';

const notNow = 'It is tried again.';
const signIn =
  'Check user name and password. With two-step verification most providers want an app password, or OAuth; see the README.';

interface Meaning {
  readonly kind: ErrorKind;
  readonly remedy: string;
}

/** Response codes. https://www.rfc-editor.org/rfc/rfc5530 */
const codes: Readonly<Record<string, Meaning>> = {
  AUTHENTICATIONFAILED: { kind: 'auth', remedy: signIn },
  AUTHORIZATIONFAILED: { kind: 'auth', remedy: signIn },
  EXPIRED: { kind: 'auth', remedy: 'Sign in again: the password or token has run out.' },
  WEBALERT: { kind: 'auth', remedy: 'Sign in to the provider in a browser: it wants to ask something.' },
  PRIVACYREQUIRED: { kind: 'bad-settings', remedy: 'Set `security` to `tls` or `starttls`.' },
  NOPERM: { kind: 'forbidden', remedy: 'Let the owner of the folder share it with this user.' },
  NONEXISTENT: { kind: 'not-found', remedy: 'The folder was renamed or deleted; the next sync follows.' },
  UNAVAILABLE: { kind: 'transient', remedy: notNow },
  INUSE: { kind: 'transient', remedy: notNow },
  SERVERBUG: { kind: 'transient', remedy: notNow },
  LIMIT: { kind: 'transient', remedy: 'If it lasts, lower `connections` in the settings.' },
  THROTTLED: { kind: 'rate-limited', remedy: 'Nothing to do: it goes on by itself.' },
  OVERQUOTA: { kind: 'rate-limited', remedy: 'Nothing to do: it goes on by itself.' },
};

/**
 * The same in words: of Gmail (https://support.google.com/mail/answer/7126229), Cyrus ("Permission denied") and Courier
 * ("Access denied for SELECT/EXAMINE").
 */
const words: readonly (readonly [RegExp, keyof typeof codes])[] = [
  [/too many .*connections|maximum number of connections/i, 'LIMIT'],
  [/\b(permission|access) denied\b/i, 'NOPERM'],
];

/** Minutes that a limit without a time is waited out. */
const patience = 15;

/** What an error of the client is told together with. */
export interface ErrorScene {
  /** What was being done: `EXAMINE "INBOX"`. No secrets. */
  readonly doing: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds that the server asks to wait. */
  readonly wait?: number | undefined;
  /** Whether the server has greeted: what ends then ends at the sign-in. */
  readonly greeted?: boolean;
  /** How a refusal without a code is meant. */
  readonly refusal?: ErrorKind;
}

/** What the client rejected with, as an error of the contract. */
export function toSourceError(thrown: unknown, scene: ErrorScene): SourceError {
  if (SourceError.isInstance(thrown)) return thrown;
  const error = thrown as ImapFlowError;
  const { doing, now, wait } = scene;
  if (wait !== undefined) return limited(doing, now + wait);
  if (error.tlsFailed || isTls(error)) return tlsError(doing, error);
  if (error.authenticationFailed || error.responseStatus === 'NO' || error.responseStatus === 'BAD') {
    return refusalError(error, scene);
  }
  const bye = error.reason ? `: the server said goodbye (${clip(error.reason)})` : '';
  if (error.code === 'ResponseProcessingFailed' || error.code?.endsWith('TooLarge')) {
    return new SourceError('bad-response', `${doing}: the server's answer is no IMAP`, { remedy: notNow });
  }
  const problem = connectionProblems[error.code ?? ''] ?? 'the connection was lost';
  const message = problem === atOnce && scene.greeted ? atSignIn : problem;
  const remedy = remedyOf(message, error.reason ?? '');
  return new SourceError('transient', `${doing}: ${message}${bye}`, { remedy });
}

function remedyOf(message: string, reason: string): string {
  if (/too many|simultaneous|limit/i.test(reason))
    return 'Lower `connections` in the settings: the server allows fewer.';
  // Without a word, as nginx does where the server behind it refuses.
  if (message === atSignIn) return 'Check user name and password. It may also allow no more connections: close others.';
  // As Courier does.
  if (message === atOnce) return 'It may allow no more connections: close others. Else check port and `security`.';
  return 'Check server, port and `security` in the settings if it lasts.';
}

const atOnce = 'the server ended the connection at once';
const atSignIn = 'the server ended the connection instead of an answer to the sign-in';

const connectionProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens on this port',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  CONNECT_TIMEOUT: 'the server does not answer',
  ClosedAfterConnectText: atOnce,
  ClosedAfterConnectTLS: atOnce,
  GREETING_TIMEOUT: 'the server does not greet: `security` may not fit the port',
};

function refusalError(error: ImapFlowError, { doing, now, refusal }: ErrorScene): SourceError {
  if (error.authenticationFailed && error.responseStatus === undefined) return noWayIn(doing);
  const said = clip(error.responseText ?? (typeof error.response === 'string' ? error.response : ''));
  const given = (error.serverResponseCode ?? codeOf(error.response) ?? '').toUpperCase();
  const code = Object.hasOwn(codes, given) ? given : (words.find(([pattern]) => pattern.test(said))?.[1] ?? '');
  const fallback: ErrorKind = error.authenticationFailed
    ? 'auth'
    : (refusal ?? (error.responseStatus === 'BAD' ? 'bad-response' : 'transient'));
  const { kind, remedy } = codes[code] ?? { kind: fallback, remedy: fallback === 'auth' ? signIn : notNow };
  if (kind === 'rate-limited') return limited(doing, now + patience * 60_000);
  return new SourceError(kind, `${doing}: the server refuses${said === '' ? '' : ` (${said})`}`, { remedy });
}

/** Refused by the client, before it sent a password. */
function noWayIn(doing: string): SourceError {
  return new SourceError('bad-settings', `${doing}: the server takes no password here`, {
    remedy:
      'Set `security` to `tls` or `starttls`. If it is, the server wants another way: PLAIN, LOGIN, XOAUTH2 and OAUTHBEARER are known.',
  });
}

function limited(doing: string, until: number): SourceError {
  return new SourceError('rate-limited', `${doing}: the server asks to wait`, { until });
}

function isTls({ code = '', message }: ImapFlowError): boolean {
  return /CERT|SELF_SIGNED|^ERR_SSL|^ERR_TLS|UNABLE_TO_|^EPROTO$/.test(code) || /wrong version number/i.test(message);
}

function tlsError(doing: string, { code, message }: ImapFlowError): SourceError {
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code ?? '')) {
    return new SourceError(
      'bad-settings',
      `${doing}: the certificate of the server is not trusted (${clip(message)})`,
      {
        remedy: 'Use the name that is in the certificate; for an own authority, set NODE_EXTRA_CA_CERTS.',
      },
    );
  }
  return new SourceError('bad-settings', `${doing}: ${tlsProblem(code, message)}`, {
    remedy: 'Check `security` and port: 993 is for `tls`, 143 for `starttls`.',
  });
}

/** The messages of the TLS library name its source files. */
function tlsProblem(code: string | undefined, message: string): string {
  // What the server says in clear text is taken for TLS.
  if (/wrong.version.number|packet.length/i.test(`${code} ${message}`)) {
    return 'the server does not speak TLS on this port';
  }
  return code === undefined ? clip(message) : `no encrypted connection (${code})`;
}

/** The code in the brackets of a tagged answer. */
function codeOf(response: ImapFlowError['response']): string | undefined {
  if (typeof response !== 'object') return undefined;
  const [first] = [response.attributes].flat(1);
  const section = typeof first === 'object' && first !== null && 'section' in first ? first.section : undefined;
  const [code] = Array.isArray(section) ? section : [];
  return typeof code === 'object' && code !== null && 'value' in code && typeof code.value === 'string'
    ? code.value
    : undefined;
}

/** What servers say may be long and in lines. */
const clip = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200);
