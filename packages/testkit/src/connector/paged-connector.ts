import type { Connector } from '@acequia/core';
import { z } from 'zod';
import { buildConnector } from './build-connector.ts';
import { openPagedClient } from './paged-client.ts';
import type { PagedCursor } from './paged-cursor.ts';
import { pagedWebhook } from './paged-webhook.ts';
import type { ReadOptions } from './read-options.ts';

const settings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).meta({ title: 'Address', description: 'Base address of the API.' }),
  pageSize: z.int().min(1).max(1000).default(100).meta({ title: 'Documents in a page' }),
  idsPageSize: z.int().min(1).max(10_000).default(5000).meta({ title: 'Ids in a page' }),
  overlap: z.int().min(0).default(5000).meta({
    title: 'Overlap in milliseconds',
    description:
      'How far a window looks back before the last one: longer than the clock is coarse and commits are late.',
  }),
  webhookSecret: z.string().min(8).optional().meta({
    title: 'Webhook secret',
    description: 'What calls of the source are signed with. Without it they are refused.',
    secret: true,
  }),
});

export type PagedSettings = z.infer<typeof settings>;

/** A connector of type `paged` for a source that {@link startPagedSource} serves, over `context.http` only. */
export function pagedConnector(options: ReadOptions = {}): Connector<PagedSettings, PagedCursor> {
  return buildConnector<PagedSettings>({
    ...options,
    type: 'paged',
    title: 'Paged source',
    description: 'Reads the fake source of the test kit.',
    settings,
    auth: [{ type: 'none' }, { type: 'token' }],
    stableIds: true,
    open: (context) => openPagedClient(context.http, context.settings.url),
    limits: (context) => context.settings,
    webhook: pagedWebhook,
  });
}
