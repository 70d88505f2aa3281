import type { Rate } from '@acequia/core/contract';

const minute = 60_000;
const tiers: { readonly [requests: number]: readonly string[] } = {
  20: ['users.list', 'usergroups.list'],
  50: ['conversations.history', 'conversations.replies', 'conversations.info', 'users.conversations'],
  100: ['conversations.members', 'users.info', 'files.info'],
};

/**
 * Slack counts each method on its own, per app and workspace, so a bucket is a method. These are the least that every
 * app gets in tiers 2 to 4; apps that are distributed commercially outside the Marketplace get one request a minute
 * for history and replies, and are told so by Slack with a Retry-After.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const rates: readonly Rate[] = Object.entries(tiers).flatMap(([requests, methods]) =>
  methods.map((bucket) => ({ bucket, requests: Number(requests), window: minute })),
);
