/** Which part of the API a request asks for. */
export type RequestKind =
  | 'feeds'
  | 'now'
  | 'documents'
  | 'ids'
  | 'changes'
  | 'modified'
  | 'containers'
  | 'states'
  | 'contents'
  | 'content'
  | 'unknown';

/** A request as the fake got it. */
export interface PagedRequest {
  /** 1 for the first since the start or since the log was cleared. */
  readonly number: number;
  readonly kind: RequestKind;
  /** Rate limits are separate: `content` for bodies alone, `listing` for everything else. */
  readonly bucket: 'listing' | 'content';
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Of feed paths. */
  readonly feed?: string;
  /** Ids in the path or in the body. */
  readonly ids: readonly string[];
  /** What the body said; null without one. */
  readonly json: unknown;
}

/** A request with what it got. */
export interface LoggedRequest extends PagedRequest {
  /** 0 while it has no answer, and when it never got one. */
  readonly status: number;
  /** Of the answer's body, as sent. */
  readonly bytes: number;
  /** It came before the time that a Retry-After had named. */
  readonly early: boolean;
}
