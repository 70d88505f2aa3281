/** What a request is about to be signed for. */
export interface SignRequest {
  readonly method: string;
  readonly url: URL;
  /** As the connector gave it: on whose behalf. */
  readonly subject?: string;
  /** The headers that the source just refused with 401: these are asked for again, once, and must be fresh ones. */
  readonly refused?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** How requests prove who sends them. */
export type RequestAuth =
  | { readonly type: 'none' }
  | {
      readonly type: 'token';
      readonly token: string;
      /** Default `authorization`. */
      readonly header?: string;
      /** Default `Bearer `. */
      readonly prefix?: string;
    }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly type: 'headers';
      /** Asked for each request, so that credentials may rotate. A SourceError that it throws reaches the caller as it is. */
      headers(request: SignRequest): Promise<Readonly<Record<string, string>>>;
    };
