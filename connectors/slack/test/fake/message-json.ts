import type { FakeChannel, FakeFile, FakeMessage, FakeUser, SlackWorkspace } from './slack-workspace.ts';

/** https://docs.slack.dev/reference/objects/file-object */
export function fileJson({ id, name, mimetype, content, created, edited, mode, user }: FakeFile, teamId: string) {
  if (mode === 'tombstone') return { id, mode };
  const base = 'https://files.slack.com/files-pri';
  const url =
    mode === 'external' ? `https://docs.example.com/${id}` : `${base}/${teamId}-${id}/${encodeURIComponent(name)}`;
  return {
    id,
    created,
    timestamp: created,
    name,
    title: name,
    mimetype,
    filetype: mimetype.split('/')[1],
    user,
    mode,
    editable: mode !== 'hosted',
    is_external: mode === 'external',
    is_public: true,
    size: Buffer.byteLength(content),
    url_private: url,
    ...(mode !== 'external' && {
      url_private_download: `${base}/${teamId}-${id}/download/${encodeURIComponent(name)}`,
    }),
    permalink: `https://acequia-test.slack.com/files/${user}/${id}`,
    ...(edited !== undefined && { edit_timestamp: edited, updated: edited }),
  };
}

/** A message in history or replies. https://docs.slack.dev/reference/methods/conversations.history */
export function messageJson(workspace: SlackWorkspace, channel: FakeChannel, message: FakeMessage) {
  const { ts, thread, user, bot, text, subtype, edited, files, extra } = message;
  const replies = workspace.replies(channel, ts);
  const latest = replies.at(-1)?.ts;
  const root = thread === undefined ? undefined : channel.messages.get(thread);
  return {
    type: 'message',
    ts,
    text,
    team: workspace.teamId,
    ...(user !== undefined && { user }),
    ...(bot !== undefined && { bot_id: bot, bot_profile: { id: bot, name: `App ${bot}` } }),
    ...(subtype !== undefined && { subtype }),
    ...(subtype === 'tombstone' && { hidden: true }),
    ...(edited !== undefined && { edited: { user: user ?? bot, ts: edited } }),
    ...(files.length > 0 && { files: files.map((file) => fileJson(file, workspace.teamId)), upload: false }),
    ...(thread !== undefined && { thread_ts: thread, parent_user_id: root?.user ?? '' }),
    ...(latest !== undefined && {
      thread_ts: ts,
      reply_count: replies.length,
      reply_users_count: new Set(replies.map((reply) => reply.user)).size,
      reply_users: [...new Set(replies.map((reply) => reply.user))],
      latest_reply: latest,
      subscribed: false,
      is_locked: false,
    }),
    ...extra,
  };
}

/** https://docs.slack.dev/reference/objects/conversation-object */
export function channelJson(channel: FakeChannel) {
  const { id, name, created, isPrivate, isArchived, isMember, members } = channel;
  return {
    id,
    name,
    name_normalized: name,
    created,
    creator: [...members][0],
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_archived: isArchived,
    is_member: isMember,
    is_shared: false,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: `What ${name} is for`, creator: '', last_set: 0 },
    num_members: members.size,
  };
}

/** https://docs.slack.dev/reference/objects/user-object */
export function userJson(
  { id, name, displayName, isGuest = false, isBot = false, isDeleted = false }: FakeUser,
  teamId: string,
) {
  return {
    id,
    team_id: teamId,
    name,
    real_name: displayName,
    deleted: isDeleted,
    is_bot: isBot,
    is_restricted: isGuest,
    is_ultra_restricted: false,
    updated: 0,
    profile: { display_name: displayName, real_name: displayName },
  };
}
