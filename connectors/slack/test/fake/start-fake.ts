import {
  createFakeServer,
  type FakeAnswer,
  type FakeOptions,
  type FakeRequest,
  type FakeSource,
  type FakeWork,
  SourceClock,
  tokenAuth,
} from '@acequia/testkit';
import { expectedDocuments } from './expected-documents.ts';
import { fillWorkspace } from './fill-workspace.ts';
import { createSlackApi, loginPage, type SlackPolicy } from './slack-api.ts';
import { createMutations } from './slack-mutations.ts';
import { createSlackWebhook } from './slack-webhook.ts';
import { SlackWorkspace } from './slack-workspace.ts';

/** The fake with what only Slack has. */
export interface SlackFake extends FakeSource {
  readonly workspace: SlackWorkspace;
  readonly policy: SlackPolicy;
}

export interface SlackFakeOptions extends FakeOptions {
  /** See {@link SlackPolicy.pageSize}. Default 999. */
  readonly pageSize?: number;
}

/** A workspace of Slack with an app in all of its channels. */
export async function startFake(options: SlackFakeOptions = {}): Promise<SlackFake> {
  const { pageSize = 999, clock: host = Date, skew = 0, granularity = 1, seed = 1, documents = 20, port } = options;
  const clock = new SourceClock({ clock: host, skew, granularity });
  const workspace = new SlackWorkspace(clock, seed);
  fillWorkspace(workspace, documents);
  const policy: SlackPolicy = {
    pageSize,
    hiddenBefore: 0,
    scopes: new Set([
      'channels:read',
      'channels:history',
      'groups:read',
      'groups:history',
      'users:read',
      'files:read',
      'usergroups:read',
    ]),
  };
  const { routes, expireTokens } = createSlackApi(workspace, policy);
  const auth = tokenAuth('xoxb-fake-bot-token');
  const server = await createFakeServer({
    routes,
    auth,
    clock: host,
    refuse,
    ...(port !== undefined && { port }),
  });
  const signingSecret = 'fake-signing-secret-0001';
  return {
    ...server,
    workspace,
    policy,
    origins: { 'https://slack.com': server.url, 'https://files.slack.com': server.url },
    settings: { signingSecret },
    auth: 'token',
    credentials: () => auth.credentials(),
    clock,
    mutate: createMutations(workspace),
    cannot: {
      move: 'A message stays where it was posted.',
      moveAcross: 'A message stays where it was posted.',
      restore: 'What was deleted in Slack cannot be brought back.',
      forbid: 'Slack opens or closes a whole channel, never one message.',
      hide: 'The history of a channel is exact: Slack has no index between it and the reader.',
    },
    snapshot: () => expectedDocuments(workspace),
    floor: (work) => requestFloor(workspace, pageSize, work),
    expireCursors: expireTokens,
    expireCredentials: () => auth.expire(),
    webhook: createSlackWebhook(workspace, () => host.now(), signingSecret),
  };
}

/**
 * One page of channels for each 999, one of history for each 999 messages and at least one for each channel, one for
 * each thread with replies, two for each file (its address, its bytes), the list of people, the members of each channel,
 * the user groups, and the workspace's address.
 * With changes: channels and workspace again, a page for each channel, and for what changed a thread or a message and
 * its file.
 */
function requestFloor(workspace: SlackWorkspace, pageSize: number, work: FakeWork): number {
  const channels = [...workspace.channels.values()].filter(({ isMember, isArchived }) => isMember && !isArchived);
  const listing = Math.max(1, Math.ceil(channels.length / 999)) + 1;
  const people = Math.ceil(workspace.users.size / 1000);
  if (work.kind === 'incremental') {
    return listing + channels.length + (work.changed > 0 ? people + work.changed : 0);
  }
  const counts = channels.map((channel) => {
    const messages = [...channel.messages.values()];
    const roots = messages.filter(({ thread }) => thread === undefined);
    const threads = roots.filter(({ ts }) => workspace.replies(channel, ts).length > 0).length;
    const files = messages.flatMap((message) => message.files).filter(({ mode }) => mode === 'hosted').length;
    return Math.max(1, Math.ceil(roots.length / pageSize)) + threads + 2 * files;
  });
  const groups = channels.length + 1;
  return listing + people + groups + counts.reduce((sum, count) => sum + count, 0);
}

/** Slack's own refusals have status 200 and a code; a file has its own ways. https://docs.slack.dev/apis/web-api/#responses */
function refuse(status: number, { path }: FakeRequest): FakeAnswer {
  if (path.startsWith('/files-pri/')) return status === 401 ? loginPage : { status, body: `Status ${status}` };
  const codes: Readonly<Record<number, string>> = {
    401: 'invalid_auth',
    403: 'access_denied',
    404: 'unknown_method',
    429: 'ratelimited',
  };
  const code = codes[status];
  return {
    status: code === undefined || status === 429 ? status : 200,
    json: { ok: false, error: code ?? 'fatal_error' },
  };
}
