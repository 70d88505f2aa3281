import { type ErrorKind, SourceError } from '@acequia/core/contract';
import type { Refusal } from './refusal.ts';

interface Meaning {
  readonly kind: ErrorKind;
  readonly remedy: string;
}

const keys: Meaning = { kind: 'auth', remedy: 'Check the access key and its secret, and enter them again.' };
const expired: Meaning = { kind: 'auth', remedy: 'The keys were temporary: enter new ones, or have a role assumed.' };
const place: Meaning = { kind: 'bad-settings', remedy: 'Check the name of the bucket, the region and the endpoint.' };
const later: Meaning = { kind: 'transient', remedy: 'It is tried again later.' };
const encrypted: Meaning = {
  kind: 'forbidden',
  remedy: 'It is encrypted: allow the account to use its key. Keys that a client keeps are not supported.',
};

const unsigned: Meaning = {
  kind: 'auth',
  remedy: 'This store does not take requests that nobody signed: sign in with an access key.',
};

const denied: Meaning = {
  kind: 'forbidden',
  remedy: 'Allow the account to list the bucket and to read its objects.',
};

/** What to do in the words of one vendor, where that helps more than the general words. */
export interface VendorRemedies {
  /** The account may not list or read. */
  readonly denied?: string;
  /** The object is encrypted with a key that the account may not use. */
  readonly encrypted?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const meanings: Readonly<Record<string, Meaning>> = {
  AccessDenied: denied,
  AccountProblem: keys,
  AllAccessDisabled: place,
  AuthorizationHeaderMalformed: place,
  ExpiredToken: expired,
  IllegalLocationConstraintException: place,
  InternalError: later,
  InvalidAccessKeyId: keys,
  InvalidBucketName: place,
  InvalidClientTokenId: keys,
  InvalidObjectState: {
    kind: 'forbidden',
    remedy: 'It is archived: restore it, or leave it out by a filter.',
  },
  InvalidRequest: encrypted,
  InvalidSecurity: keys,
  InvalidToken: expired,
  NoSuchBucket: place,
  NoSuchKey: { kind: 'not-found', remedy: 'Nothing to do: the next listing finds what became of it.' },
  NotSignedUp: keys,
  OperationAborted: later,
  PermanentRedirect: place,
  RequestTimeTooSkewed: {
    kind: 'bad-settings',
    remedy: 'Set the clock of this machine right: it is more than 15 minutes off.',
  },
  RequestTimeout: later,
  ServiceUnavailable: later,
  SignatureDoesNotMatch: keys,
  SlowDown: later,
  TemporaryRedirect: later,
  TokenRefreshRequired: expired,
  UnrecognizedClientException: keys,
};

const byStatus: Readonly<Record<number, Meaning>> = {
  301: place,
  307: place,
  401: keys,
  403: denied,
  404: { kind: 'not-found', remedy: 'Check that it exists and that the account may see it.' },
};

export interface ExplainOptions {
  /** What was asked for, for people. */
  readonly subject: string;
  /** What must not be in the message. */
  readonly secrets: readonly string[];
  /** Nobody signed the request. */
  readonly isUnsigned?: boolean;
  /** It was a HEAD for an object, whose answer never says why. */
  readonly isHead?: boolean;
  /** See {@link VendorRemedies}. Default: none. */
  readonly remedies?: VendorRemedies;
}

/** The error that a refusal means. */
export function explainRefusal(refusal: Refusal, options: ExplainOptions): SourceError {
  const { subject, secrets, remedies } = options;
  const { status, code, message } = refusal;
  const meaning = meaningOf(refusal, options);
  const said = [code ?? `status ${status}`, ...(message === undefined ? [] : [message.slice(0, 300)])].join(': ');
  const clean = secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')), said);
  const where =
    refusal.region !== undefined && meaning === place ? ` It says that the bucket is in ${refusal.region}.` : '';
  const remedy = vendorRemedy(meaning, remedies) ?? meaning.remedy;
  return new SourceError(meaning.kind, `${subject}: the store answered ${clean}`, { remedy: remedy + where });
}

function vendorRemedy(meaning: Meaning, remedies: VendorRemedies = {}): string | undefined {
  if (meaning === denied) return remedies.denied;
  return meaning === encrypted ? remedies.encrypted : undefined;
}

function meaningOf(refusal: Refusal, { isUnsigned, isHead }: ExplainOptions): Meaning {
  const { status, code = '', region, isDeleteMarker, redirectedTo } = refusal;
  if (redirectedTo !== undefined) {
    return {
      kind: 'bad-settings',
      remedy: `It was sent on to ${redirectedTo}: if that is right, make it the endpoint.`,
    };
  }
  if (isDeleteMarker) return { kind: 'gone', remedy: 'Nothing to do: it was deleted.' };
  if (code.startsWith('KMS.') || wantsKeyOfClient(refusal)) return encrypted;
  // The only thing to be wrong with it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
  if (isHead && status === 400 && code === '' && region === undefined) return encrypted;
  // OpenStack Swift takes what is not signed for its own protocol, where the address of a bucket is a "Bad URL" (412).
  if (isUnsigned && code === '' && (status === 401 || status === 412)) return unsigned;
  const known = (Object.hasOwn(meanings, code) ? meanings[code] : undefined) ?? byStatus[status];
  if (known) return known;
  if (status >= 500) return later;
  return { kind: 'bad-response', remedy: 'Check that the endpoint is an S3 endpoint; report it if it stays.' };
}

/** Ceph has no code for it: https://github.com/ceph/ceph/blob/v16.2.15/src/rgw/rgw_crypt.cc (rgw_s3_prepare_decrypt). */
function wantsKeyOfClient({ code, message = '' }: Refusal): boolean {
  return code === 'InvalidArgument' && /encryption with customer provided keys/i.test(message);
}
