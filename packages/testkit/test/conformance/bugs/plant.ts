import type {
  AnyConnector,
  Change,
  Context,
  Document,
  Fetched,
  HttpClient,
  HttpRequest,
  Json,
  Slice,
} from '@acequia/core';
import { pagedConnector, type ReadOptions } from '../../../src/index.ts';

/** A connector with one mistake in it, and the group of the suite that must see it. */
export interface PlantedBug {
  readonly name: string;
  /** Of the author rules of the contract, where it breaks one. */
  readonly rule?: number;
  readonly group: string;
  /** What the connector and the fake are like. Default: {@link lazyFeed}. */
  readonly variant?: ReadOptions;
  plant(connector: AnyConnector): AnyConnector;
}

export const lazyFeed: ReadOptions = { mode: 'feed', content: 'lazy', contentBatch: 3, claims: 'confirmed' };

export const windowed: ReadOptions = { mode: 'window', content: 'inline' };

export function healthyConnector(variant: ReadOptions = lazyFeed): AnyConnector {
  return pagedConnector(variant) as unknown as AnyConnector;
}

type Changes = AsyncIterable<Change<Json>>;

/** Other changes than the connector says. */
export function changeReading(
  connector: AnyConnector,
  change: (changes: Changes, context: Context<unknown>, slice: Slice, cursor: Json | null) => Changes,
): AnyConnector {
  return {
    ...connector,
    read: (context, slice, cursor) => change(connector.read(context, slice, cursor), context, slice, cursor),
  };
}

/** Without some of its changes. */
export function dropChanges(
  connector: AnyConnector,
  isDropped: (change: Change<Json>, cursor: Json | null) => boolean,
): AnyConnector {
  return changeReading(connector, async function* (changes, _, __, cursor) {
    for await (const change of changes) if (!isDropped(change, cursor)) yield change;
  });
}

/** Other documents than the source has, wherever they are read. */
export function changeDocuments(
  connector: AnyConnector,
  alter: (document: Document, context: Context<unknown>) => Document | undefined,
): AnyConnector {
  async function* altered<C>(changes: AsyncIterable<Change<C>>, context: Context<unknown>): AsyncGenerator<Change<C>> {
    for await (const change of changes) {
      if (change.type !== 'upsert') yield change;
      else {
        const document = alter(change.document, context);
        if (document) yield { ...change, document };
      }
    }
  }
  const { fetchDocuments } = connector;
  return {
    ...changeReading(connector, altered),
    ...(fetchDocuments && {
      fetchDocuments: (context, wanted) => altered(fetchDocuments(context, wanted), context),
    }),
  };
}

/** Another way to send requests, in everything that the connector does. */
export function changeRequests(
  connector: AnyConnector,
  send: (http: HttpClient, request: HttpRequest, context: Context<unknown>) => ReturnType<HttpClient['request']>,
): AnyConnector {
  const around = (context: Context<unknown>): Context<unknown> => ({
    ...context,
    http: { request: (request) => send(context.http, request, context) },
  });
  const { slices, readIds, listContainers, fetchContent, fetchDocuments } = connector;
  return {
    ...connector,
    validate: (context) => connector.validate(around(context)),
    read: (context, slice, cursor) => connector.read(around(context), slice, cursor),
    ...(slices && { slices: (context, picks) => slices(around(context), picks) }),
    ...(readIds && { readIds: (context, slice, cursor) => readIds(around(context), slice, cursor) }),
    ...(listContainers && { listContainers: (context, ...more) => listContainers(around(context), ...more) }),
    ...(fetchContent && { fetchContent: (context, wanted) => fetchContent(around(context), wanted) }),
    ...(fetchDocuments && { fetchDocuments: (context, wanted) => fetchDocuments(around(context), wanted) }),
  };
}

/** Other contents than the source gives. */
export function changeContents(
  connector: AnyConnector,
  change: (fetched: AsyncIterable<Fetched>, context: Context<unknown>) => AsyncIterable<Fetched>,
): AnyConnector {
  const { fetchContent } = connector;
  if (!fetchContent) return connector;
  return { ...connector, fetchContent: (context, wanted) => change(fetchContent(context, wanted), context) };
}

/** The phase of a cursor of the paged connector. */
export function phaseOf(cursor: Json | null): unknown {
  return typeof cursor === 'object' && cursor !== null && 'phase' in cursor ? cursor.phase : undefined;
}
