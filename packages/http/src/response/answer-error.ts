import { type ErrorKind, SourceError } from '@acequia/core';

export interface RefusedAnswer {
  readonly status: number;
  /** What was asked, redacted. */
  readonly subject: string;
  /** What the content says, redacted; may be empty. */
  readonly excerpt: string;
  /** The origin that a redirect led to, where no credentials were sent. */
  readonly redirectedTo?: string | undefined;
  /** The ways to sign in that the server takes, where name and password are none of them. */
  readonly otherSignIns?: string | undefined;
}

const kinds: Readonly<Record<number, ErrorKind>> = {
  401: 'auth',
  403: 'forbidden',
  404: 'not-found',
  408: 'transient',
  410: 'gone',
  425: 'transient',
};

const remedies: Partial<Readonly<Record<ErrorKind, string>>> = {
  auth: 'Check the credentials and enter them again.',
  forbidden: 'Give the account access to this, or leave it out.',
  'not-found': 'Check that it exists and that the account may see it.',
  transient: 'It is tried again later.',
};

/** An answer with an error status as the error that it means. */
export function answerError({ status, subject, excerpt, redirectedTo, otherSignIns }: RefusedAnswer): SourceError {
  const kind = kinds[status] ?? (status >= 500 ? 'transient' : 'bad-response');
  let remedy = remedies[kind];
  if (redirectedTo !== undefined && (kind === 'auth' || kind === 'forbidden')) {
    remedy = `It was redirected to ${redirectedTo}, where the credentials are not sent. If that is right, put that address into the settings.`;
  } else if (otherSignIns !== undefined) {
    remedy = `The server takes no name and password, only ${otherSignIns}: let it take Basic or Digest, or sign in another way.`;
  }
  // Pages and plain texts often begin with the status.
  const said = excerpt.startsWith(`${status} `) ? excerpt.slice(4) : excerpt;
  const message = `${subject} answered ${status}${said === '' ? '' : `: ${said}`}`;
  return new SourceError(kind, message, { ...(remedy !== undefined && { remedy }) });
}
