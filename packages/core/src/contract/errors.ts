/** What went wrong at a source. Hosts decide by kind, never by class or message text. */
export type ErrorKind =
  /** The credentials are refused or expired. */
  | 'auth'
  /** The credentials are good but not for this. */
  | 'forbidden'
  /** There is nothing there that we may see: a 404 is this. Nothing is deleted for it. */
  | 'not-found'
  /** The source says that it was deleted. */
  | 'gone'
  /** The source forgot the cursor's position: the slice is read from the beginning. */
  | 'cursor-expired'
  /** Asked to wait until a time. */
  | 'rate-limited'
  /** Network, time-out, 5xx: worth another try later. */
  | 'transient'
  /** Over a size limit. */
  | 'too-large'
  /** A type of content that cannot be turned into text. */
  | 'unsupported'
  /** The content is broken or encrypted: another try gives the same until it changes. */
  | 'unreadable'
  /** The settings do not fit the source. */
  | 'bad-settings'
  /** An answer that breaks the source's own protocol. */
  | 'bad-response'
  /** A mistake in our own or the connector's code. */
  | 'internal';

/** A {@link SourceError} as plain data: it crosses processes and is stored. */
export interface ErrorDescription {
  readonly kind: ErrorKind;
  /** One sentence for people, without secrets. */
  readonly message: string;
  /** What the reader can do about it. */
  readonly remedy?: string;
  /** `rate-limited`: no request before this time (milliseconds since 1970). */
  readonly until?: number;
  /** `rate-limited`: which of the source's separate limits. Absent: the default one. */
  readonly bucket?: string;
}

const marker = Symbol.for('acequia.error');

/**
 * Base of every error that Acequia throws on purpose. `code` is stable and meant for programs, `hint` for people.
 * Recognise it with `AcequiaError.isInstance`, which also works across duplicate copies of this package.
 */
export class AcequiaError extends Error {
  readonly [marker] = true;
  readonly code: string;
  /** What the reader can do about it; absent when the message says it all. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = options.hint;
  }

  static isInstance(value: unknown): value is AcequiaError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}

const sourceMarker = Symbol.for('acequia.source-error');

/** An error that has to do with a source. Connectors throw it, or yield its description in a `failure`. */
export class SourceError extends AcequiaError {
  readonly [sourceMarker] = true;
  readonly kind: ErrorKind;
  readonly until: number | undefined;
  readonly bucket: string | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    options: { remedy?: string; until?: number; bucket?: string; cause?: unknown } = {},
  ) {
    super(kind, message, { ...(options.remedy && { hint: options.remedy }), cause: options.cause });
    this.kind = kind;
    this.until = options.until;
    this.bucket = options.bucket;
  }

  static override isInstance(value: unknown): value is SourceError {
    return typeof value === 'object' && value !== null && sourceMarker in value;
  }
}

/** Any thrown value as plain data. What is not a {@link SourceError} is `internal`: a bug, shown with its message. */
export function describeError(error: unknown): ErrorDescription {
  if (SourceError.isInstance(error)) {
    return {
      kind: error.kind,
      message: error.message,
      ...(error.hint !== undefined && { remedy: error.hint }),
      ...(error.until !== undefined && { until: error.until }),
      ...(error.bucket !== undefined && { bucket: error.bucket }),
    };
  }
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** The error that a description was made from. */
export function errorFrom(description: ErrorDescription): SourceError {
  return new SourceError(description.kind, description.message, {
    ...(description.remedy !== undefined && { remedy: description.remedy }),
    ...(description.until !== undefined && { until: description.until }),
    ...(description.bucket !== undefined && { bucket: description.bucket }),
  });
}
