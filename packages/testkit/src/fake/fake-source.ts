import type { Access, AuthMethod, Json, WebhookRequest } from '@acequia/core';
import type { SourceClock } from '../model/source-clock.ts';
import type { FakeServer } from './fake-server.ts';

/**
 * How a fake is started. The suite starts a fresh one for nearly every test, so starting is cheap (well under 100 ms for
 * 60 documents) and two of them run side by side without sharing anything.
 */
export interface FakeOptions {
  /** The host's clock, in milliseconds since 1970. Everything that the fake does by time goes by it. Default: the machine's. */
  readonly clock?: { now(): number };
  /** Milliseconds that the source's own clock is ahead of `clock`. Default 0. Pass it to `SourceClock`. */
  readonly skew?: number;
  /** Milliseconds to which the source rounds times down. Default: as coarse as the real one. Pass it to `SourceClock`. */
  readonly granularity?: number;
  /** The same seed gives the same documents, byte for byte. Default 1. */
  readonly seed?: number;
  /** Documents with content to start with, exactly, spread over at least two slices where the source has several. Default 20. */
  readonly documents?: number;
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
}

/**
 * Starts a connector's fake. A connector exports it as `startFake` from `test/fake/index.ts`, which is where
 * `pnpm fake <type>` looks for it.
 */
export type StartFake = (options?: FakeOptions) => Promise<FakeSource>;

/**
 * A stateful stand-in for one vendor's service: what `describeConnector` tests a connector against.
 *
 * **What it is.** An HTTP server on 127.0.0.1 (best built with `createFakeServer`) that answers in the vendor's shapes,
 * by the vendor's own description, with its page sizes, its coarse times, its limits. A connector is not told that
 * it talks to a fake.
 *
 * It extends {@link FakeServer}: spread the server of `createFakeServer` into it. Kinds and buckets of its routes matter,
 * since the suite counts by kind and limits by bucket (which are the `bucket`s of the connector's requests, `default`
 * where they name none). `close` answers when the port is free again and ends what else was started.
 *
 * A source that is not asked by requests at all (a disk) names `requests` in `cannot`, spreads a server without routes
 * and answers 0 as `floor`. What the suite does between two requests elsewhere it does between two changes that are read.
 *
 * **Ids.** Every id here (`mutate`, `snapshot`, `forbid`, `hide` ...) is the id of the *document as the connector gives
 * it*, prefix included, never the vendor's raw id where these differ.
 *
 * **What the source cannot do.** Each optional member, and each mutation, is either there or named in `cannot` with the
 * reason; the suite prints the reason beside the group that does not apply. A member that is neither there nor
 * in `cannot` fails the suite: nothing is skipped by forgetting it.
 */
export interface FakeSource extends FakeServer {
  /**
   * Where the vendor's origins lead: `{ 'https://api.example.com': url }`. The suite's HTTP client sends requests for
   * them here, so a connector with fixed origins needs no setting for tests. Empty where the settings carry `url`.
   */
  readonly origins: Readonly<Record<string, string>>;
  /** Complete settings for the connector, as a user would give them (before parsing), leading to this fake. */
  readonly settings: Readonly<Record<string, Json>>;
  /**
   * Which of the connector's auth methods the suite signs requests by. `none`: the connector has nothing to prove, or
   * sends what `context.credentials()` gives by itself.
   */
  readonly auth: AuthMethod['type'];
  /**
   * What `context.credentials()` answers now, and what requests are signed with: `{ token }` for `token` and `oauth2`
   * (sent as the method's header and prefix say, `Bearer` for oauth2), `{ username, password }` for `basic`, the
   * declared fields for `service-account`, `{}` for `none`. Each value is a secret: the suite looks for it in every
   * document, log and error. At least 8 characters.
   */
  credentials(): Readonly<Record<string, string>>;
  /** The source's own clock: the host's with `skew` and `granularity`. Times in answers come from it. */
  readonly clock: Pick<SourceClock, 'now'>;
  readonly mutate: FakeMutations;
  /** Reasons, one sentence each, why a member or mutation is missing: `{ move: 'A message stays in its channel.' }`. */
  readonly cannot: Readonly<Partial<Record<FakeFeature, string>>>;
  /**
   * Everything that a perfect store holds now, by id: documents and containers. Compared with the store after syncs
   * with the default picks (none).
   */
  snapshot(): ReadonlyMap<string, ExpectedDocument>;
  /**
   * The fewest requests that the vendor's API allows for this work, with the largest pages it gives, without sign-in.
   * Say in its docstring how it comes about. The suite allows 10 % and 3 requests more.
   */
  floor(work: FakeWork): number;

  /**
   * Each of these documents answers 403 (or the vendor's way of saying so) for its content, and for its state where the
   * source would; listings show it or not, as the source would. Empty: all can be read again.
   */
  forbid?(ids: readonly string[]): void;
  /**
   * Listings and searches leave these out although they exist and are answered for by id: an index that lags, a search
   * that misses things. Empty: nothing is missed. Only where the vendor's listing may do that; else in `cannot`.
   */
  hide?(ids: readonly string[]): void;
  /** Forgets all that page tokens and feed positions handed out until now stand for: they are answered as expired (410, `reset`, 404 ...). */
  expireCursors?(): void;
  /** What was signed in until now is refused with 401 and `credentials()` gives new ones, as after a token's lifetime. */
  expireCredentials?(): void;
  readonly webhook?: FakeWebhook;
}

/**
 * Optional members of {@link FakeSource} and {@link FakeMutations}; `containers`: creating containers; `moveAcross`: moving
 * between slices; `requests`: being asked by requests, which can be counted, limited and broken.
 */
export type FakeFeature =
  | 'requests'
  | 'update'
  | 'rename'
  | 'move'
  | 'moveAcross'
  | 'containers'
  | 'delete'
  | 'restore'
  | 'setAccess'
  | 'forbid'
  | 'hide'
  | 'expireCursors'
  | 'expireCredentials'
  | 'webhook';

/**
 * What may happen to the source. Effects show in the next answer, or later as the source's index would; times come from
 * the source's clock. Each may be called while a request is being answered. A mistake in a call (an unknown id) throws.
 */
export interface FakeMutations {
  /**
   * A new document, or with `container` a new container (where `containers` is not in `cannot`). Answers its id.
   * `parent`: id of a container; default: wherever the source puts things. `body` is text; default: seeded text.
   */
  create(options?: {
    readonly parent?: string;
    readonly title?: string;
    readonly body?: string;
    readonly container?: true;
  }): string | Promise<string>;
  /** Another content: `body`, or new text that was not there before. */
  update?(id: string, body?: string): void | Promise<void>;
  /** Another title, same content. Answers the id, which is another one where ids are paths. */
  rename?(id: string, title: string): string | Promise<string>;
  /** Into another container; of another slice only where `moveAcross` is not in `cannot`. Containers go with all below. Answers the id. */
  move?(id: string, parent: string): string | Promise<string>;
  /** As a user of the source would: into its trash if it has one. A container goes with all below. */
  delete?(id: string): void | Promise<void>;
  /** Back from the trash, with what went with it. */
  restore?(id: string): void | Promise<void>;
  /** Sets the own access of a document or container; absent: the parent's. */
  setAccess?(id: string, access: Access | undefined): void | Promise<void>;
}

/** What a perfect store holds of one document. */
export interface ExpectedDocument {
  readonly title: string;
  /** Absent: at the top, or the source does not say. */
  readonly parent?: string;
  readonly container: boolean;
  /** The whole content, exactly as the connector gives it. */
  readonly body?: string | Uint8Array;
  /** Where the connector composes the content: texts that it has. Neither this nor `body`: the content is not compared. */
  readonly contains?: readonly string[];
  /** The container among the ancestors (or itself) that a slice stands for; absent where the source has one slice. */
  readonly slice?: string;
  /** Its own access; absent: the parent's. Compared only where the connector has access. */
  readonly access?: Access;
  /** It exists but has no content that could be read (forbidden, an unsupported kind): a failure or a skip is right. */
  readonly unreadable?: true;
}

/** Work whose floor is asked for. `changed`: documents whose content changed since the sync before; 0: nothing at all did. */
export type FakeWork = { readonly kind: 'full' } | { readonly kind: 'incremental'; readonly changed: number };

/** The vendor's webhooks, signed with what the settings or credentials say. */
export interface FakeWebhook {
  /** The call that tells of a change of this document, dated and signed now (the host's clock). */
  changed(id: string): WebhookRequest;
  /** The vendor's handshake, if it has one, with the body that must be answered. */
  challenge?(): { readonly request: WebhookRequest; readonly answer: string };
}
