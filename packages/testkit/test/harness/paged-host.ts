import { type PagedSource, pagedConnector, type ReadOptions } from '../../src/index.ts';
import { createFetchClient } from './fetch-client.ts';
import { ReferenceHost } from './reference-host.ts';
import { createTestContext } from './test-context.ts';

export interface PagedHostOptions extends ReadOptions {
  readonly pageSize?: number;
  readonly token?: string;
  /** Milliseconds. */
  readonly idleTimeout?: number;
}

export function createPagedContext(source: PagedSource, options: PagedHostOptions = {}) {
  const settings = { url: source.url, pageSize: options.pageSize ?? 10, idsPageSize: 50, overlap: 5000 };
  return createTestContext({ settings, http: createFetchClient(options) });
}

/** A host that reads a source over HTTP. */
export function createPagedHost(source: PagedSource, options: PagedHostOptions = {}) {
  return new ReferenceHost(pagedConnector(options), (known) => ({
    ...createPagedContext(source, options),
    known: async (ids) => known(ids),
  }));
}
