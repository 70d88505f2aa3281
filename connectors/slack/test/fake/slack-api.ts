import {
  createPageTokens,
  type FakeAnswer,
  type FakeRequest,
  type FakeRequestKind,
  type FakeRoute,
} from '@acequia/testkit';
import { channelJson, fileJson, messageJson, userJson } from './message-json.ts';
import type { FakeChannel, SlackWorkspace } from './slack-workspace.ts';

/** What an administrator of Slack decided. */
export interface SlackPolicy {
  /** Of the token. */
  readonly scopes: Set<string>;
  /** The most messages that are given at once: 999, or 15 to the class of apps that gets no more. */
  pageSize: number;
  /** A free plan shows nothing older, in milliseconds since 1970. */
  hiddenBefore: number;
}

type Form = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

class Refused extends Error {
  readonly more: Json;

  constructor(code: string, more: Json = {}) {
    super(code);
    this.more = more;
  }
}

interface Method {
  readonly kind: FakeRequestKind | ((form: Form) => FakeRequestKind);
  /** One of them is enough. */
  readonly scopes: (form: Form) => readonly string[];
  answer(form: Form): Json;
}

/** The methods of Slack's Web API that a reader needs. https://docs.slack.dev/reference/methods */
export function createSlackApi(workspace: SlackWorkspace, policy: SlackPolicy) {
  const tokens = createPageTokens<string>();

  /** By position; https://docs.slack.dev/apis/web-api/pagination */
  function paginate<T>(items: readonly T[], form: Form, most: number): { items: T[]; next: string } {
    const start = form.cursor ? Number(tokens.open(form.cursor) ?? refuse('invalid_cursor')) : 0;
    const limit = Number(form.limit ?? 100);
    if (!Number.isInteger(limit) || limit < 1) refuse('invalid_limit');
    const end = start + Math.min(limit, most);
    return { items: items.slice(start, end), next: end < items.length ? tokens.issue(String(end)) : '' };
  }

  function visible(id: string | undefined): FakeChannel {
    const channel = workspace.channels.get(id ?? '');
    if (!channel || (channel.isPrivate && !channel.isMember)) return refuse('channel_not_found');
    return channel;
  }

  function readable(id: string | undefined): FakeChannel {
    const channel = visible(id);
    return channel.isMember ? channel : refuse('not_in_channel');
  }

  const scopeOf = (suffix: string) => (form: Form) => {
    const channel = workspace.channels.get(form.channel ?? '');
    return [`${channel?.isPrivate ? 'groups' : 'channels'}:${suffix}`];
  };

  function history(form: Form): Json {
    const channel = readable(form.channel);
    const { oldest = '', latest = '', inclusive } = form;
    const isIn = (ts: string) =>
      inclusive === 'true'
        ? (oldest === '' || ts >= oldest) && (latest === '' || ts <= latest)
        : (oldest === '' || ts > oldest) && (latest === '' || ts < latest);
    const all = [...channel.messages.values()]
      .filter(({ thread, subtype }) => thread === undefined || subtype === 'thread_broadcast')
      .filter(({ ts }) => isIn(ts))
      .sort((left, right) => (left.ts < right.ts ? 1 : -1));
    const shown = all.filter(({ ts }) => Number(ts) * 1000 >= policy.hiddenBefore);
    // With `oldest` alone, the messages nearest to it come first.
    const isAnchoredAtOldest = oldest !== '' && latest === '';
    const { items, next } = paginate(isAnchoredAtOldest ? shown.toReversed() : shown, form, policy.pageSize);
    return {
      messages: (isAnchoredAtOldest ? items.toReversed() : items).map((one) => messageJson(workspace, channel, one)),
      has_more: next !== '',
      is_limited: shown.length < all.length,
      pin_count: 0,
      response_metadata: { next_cursor: next },
    };
  }

  function replies(form: Form): Json {
    const channel = readable(form.channel);
    const asked = channel.messages.get(form.ts ?? '');
    const root = asked?.thread === undefined ? asked : channel.messages.get(asked.thread);
    if (!root || Number(root.ts) * 1000 < policy.hiddenBefore) return refuse('thread_not_found');
    const all = workspace.replies(channel, root.ts);
    const limit = Number(form.limit ?? 1000);
    const { items, next } = paginate(all, { ...form, limit: String(Math.max(1, limit - 1)) }, policy.pageSize - 1);
    const shown = limit === 1 ? [] : items;
    return {
      messages: [root, ...shown].map((one) => messageJson(workspace, channel, one)),
      has_more: next !== '',
      response_metadata: { next_cursor: next },
    };
  }

  const methods: Readonly<Record<string, Method>> = {
    'auth.test': {
      kind: 'account',
      scopes: () => [],
      answer: () => ({
        url: workspace.url,
        team: 'Acequia test',
        user: 'acequia',
        team_id: workspace.teamId,
        user_id: workspace.appUser,
        is_enterprise_install: false,
      }),
    },
    'users.conversations': {
      kind: 'containers',
      scopes: ({ types = 'public_channel' }) =>
        types.includes('private_channel') ? ['groups:read'] : ['channels:read'],
      answer(form) {
        const types = (form.types ?? 'public_channel').split(',');
        const all = [...workspace.channels.values()].filter(
          ({ isMember, isPrivate, isArchived }) =>
            isMember &&
            types.includes(isPrivate ? 'private_channel' : 'public_channel') &&
            !(isArchived && form.exclude_archived === 'true'),
        );
        const { items, next } = paginate(all, form, 999);
        return { channels: items.map(channelJson), response_metadata: { next_cursor: next } };
      },
    },
    'conversations.info': {
      kind: 'document',
      scopes: scopeOf('read'),
      answer: (form) => ({ channel: channelJson(visible(form.channel)) }),
    },
    'conversations.history': {
      kind: ({ oldest }) => (oldest === undefined ? 'listing' : 'changes'),
      scopes: scopeOf('history'),
      answer: history,
    },
    'conversations.replies': {
      kind: ({ limit }) => (limit === '1' ? 'document' : 'content'),
      scopes: scopeOf('history'),
      answer: replies,
    },
    'conversations.members': {
      kind: 'access',
      scopes: scopeOf('read'),
      answer(form) {
        const { items, next } = paginate([...visible(form.channel).members], form, 999);
        return { members: items, response_metadata: { next_cursor: next } };
      },
    },
    'users.list': {
      kind: 'account',
      scopes: () => ['users:read'],
      answer(form) {
        const { items, next } = paginate([...workspace.users.values()], form, 1000);
        const members = items.map((user) => userJson(user, workspace.teamId));
        return { members, cache_ts: 0, response_metadata: { next_cursor: next } };
      },
    },
    'users.info': {
      kind: 'account',
      scopes: () => ['users:read'],
      answer: ({ user = '' }) => ({
        user: userJson(workspace.users.get(user) ?? refuse('user_not_found'), workspace.teamId),
      }),
    },
    'usergroups.list': {
      kind: 'access',
      scopes: () => ['usergroups:read'],
      answer: ({ include_users }) => ({
        usergroups: workspace.usergroups.map(({ users, ...group }) => ({
          ...group,
          is_usergroup: true,
          date_delete: 0,
          ...(include_users === 'true' && { users }),
        })),
      }),
    },
    'files.info': {
      kind: 'document',
      scopes: () => ['files:read'],
      answer({ file = '' }) {
        const found = workspace.files.get(file) ?? refuse('file_not_found');
        if (found.mode === 'tombstone') refuse('file_deleted');
        return { file: fileJson(found, workspace.teamId), comments: [] };
      },
    },
  };

  function answer(method: string, form: Form): FakeAnswer {
    const headers = { 'x-oauth-scopes': [...policy.scopes].join(',') };
    try {
      const found = methods[method] ?? refuse('unknown_method');
      const wanted = found.scopes(form);
      if (wanted.length > 0 && !wanted.some((scope) => policy.scopes.has(scope))) {
        refuse('missing_scope', { needed: wanted.join(','), provided: [...policy.scopes].join(',') });
      }
      return { headers, json: { ok: true, ...found.answer(form) } };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { headers, json: { ok: false, error: error.message, ...error.more } };
    }
  }

  const routes: FakeRoute[] = [
    {
      route: 'POST /api/:method',
      kind: ({ params, body }) => {
        const kind = methods[params.method ?? '']?.kind ?? 'unknown';
        return typeof kind === 'function' ? kind(formOf({ body })) : kind;
      },
      bucket: ({ params }) => params.method ?? '',
      answer: (request) => answer(request.params.method ?? '', formOf(request)),
    },
    {
      route: 'GET /files-pri/*name',
      kind: 'content',
      bucket: 'files',
      answer({ params }) {
        const id = /^[^-]+-(F[A-Z0-9]+)/.exec(params.name ?? '')?.[1] ?? '';
        const file = workspace.files.get(id);
        if (!file || file.mode === 'tombstone') return { status: 404, body: 'Not found' };
        if (!policy.scopes.has('files:read')) return loginPage;
        return { body: file.content, headers: { 'content-type': file.mimetype } };
      },
    },
  ];
  return { routes, expireTokens: () => tokens.expire() };
}

/** Who may not read a file is sent here, with status 200. */
export const loginPage: FakeAnswer = {
  body: '<!DOCTYPE html><html><title>Sign in | Slack</title></html>',
  headers: { 'content-type': 'text/html; charset=utf-8' },
};

function formOf({ body }: Pick<FakeRequest, 'body'>): Form {
  return Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()));
}

function refuse(code: string, more?: Json): never {
  throw new Refused(code, more);
}
