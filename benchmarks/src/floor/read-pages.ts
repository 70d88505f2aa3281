import { setImmediate } from 'node:timers/promises';
import { request } from 'undici';
import { pageSize } from '../source/page-size.ts';

/** A document as the source answers it. */
export interface PageItem {
  readonly id: string;
  readonly title: string;
  readonly container: boolean;
  readonly version: string;
  readonly modifiedAt: number;
  readonly parent?: string;
  readonly size?: number;
  readonly body?: string;
}

interface Page {
  readonly items: readonly PageItem[];
  readonly next: string | null;
}

/** The pages of the source's only feed, the next one on its way while one is worked on. */
export async function* readPages(source: string): AsyncGenerator<readonly PageItem[]> {
  let next: Promise<Page> | undefined = readPage(source);
  while (next) {
    const page: Page = await next;
    next = page.next === null ? undefined : readPage(source, page.next);
    // The client holds the request back until its connection is free: what is worked on must not come before that.
    for (let turn = 0; turn < 2; turn += 1) await setImmediate();
    yield page.items;
  }
}

async function readPage(source: string, after?: string): Promise<Page> {
  const { statusCode, body } = await request(new URL('/feeds/feed-0/documents', source), {
    query: { limit: pageSize, bodies: true, ...(after !== undefined && { after }) },
  });
  if (statusCode !== 200) throw new Error(`The source answered ${statusCode}`);
  return (await body.json()) as Page;
}
