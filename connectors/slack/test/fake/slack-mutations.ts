import type { Access } from '@acequia/core';
import type { FakeMutations } from '@acequia/testkit';
import { typed } from './fill-workspace.ts';
import type { FakeChannel, FakeFile, FakeMessage, SlackWorkspace } from './slack-workspace.ts';

type Found =
  | { readonly kind: 'channel'; readonly channel: FakeChannel }
  | { readonly kind: 'thread'; readonly channel: FakeChannel; readonly root: FakeMessage }
  | { readonly kind: 'file'; readonly file: FakeFile };

/** What users of Slack do, by the ids of documents. */
export function createMutations(workspace: SlackWorkspace): Required<Omit<FakeMutations, 'move' | 'restore'>> {
  let revision = 0;

  function find(id: string): Found {
    const [channelId = '', ts, fileId] = id.split(':');
    const channel = workspace.channels.get(channelId);
    if (!channel) throw new Error(`There is no channel ${channelId}`);
    if (ts === undefined) return { kind: 'channel', channel };
    const root = channel.messages.get(ts);
    if (!root || root.thread !== undefined) throw new Error(`There is no thread ${id}`);
    if (fileId === undefined) return { kind: 'thread', channel, root };
    const file = workspace.files.get(fileId);
    if (!file || file.mode === 'tombstone') throw new Error(`There is no file ${id}`);
    return { kind: 'file', file };
  }

  const firstLine = (text: string) => text.split('\n')[0] ?? '';

  return {
    create({ parent, title, body, container } = {}) {
      const number = ++revision;
      if (container) return workspace.addChannel(title ?? `channel-${number}`).id;
      const [first] = [...workspace.channels.values()].filter(({ isMember }) => isMember);
      const found = parent === undefined ? undefined : find(parent);
      if (found && found.kind !== 'channel') throw new Error(`${parent} is not a channel`);
      const channel = found?.channel ?? first ?? workspace.addChannel('general');
      const text = body ?? workspace.text.body('new', number, 120);
      const { ts } = workspace.post(channel, typed(`${title ?? `New note ${number}`}\n${text}`));
      return `${channel.id}:${ts}`;
    },
    update(id, body) {
      const found = find(id);
      const text = body ?? `Change ${++revision}: ${workspace.text.body(id, revision, 120)}`;
      if (found.kind === 'channel') throw new Error('A channel has no content');
      if (found.kind === 'thread') {
        workspace.edit(found.root, `${firstLine(found.root.text)}\n${typed(text)}`);
        return;
      }
      found.file.content = text;
      found.file.edited = Math.max(found.file.edited ?? 0, found.file.created, Math.floor(workspace.now() / 1000)) + 1;
    },
    rename(id, title) {
      const found = find(id);
      if (found.kind === 'channel') found.channel.name = title;
      else if (found.kind === 'file') found.file.name = title;
      else workspace.edit(found.root, [typed(title), ...found.root.text.split('\n').slice(1)].join('\n'));
      return id;
    },
    /** All of a thread: its author alone would leave a tombstone over the answers. */
    delete(id) {
      const found = find(id);
      if (found.kind === 'channel') workspace.channels.delete(found.channel.id);
      else if (found.kind === 'file') workspace.deleteFile(found.file.id);
      else {
        const { channel, root } = found;
        for (const { ts } of workspace.replies(channel, root.ts)) workspace.delete(channel, ts);
        workspace.delete(channel, root.ts);
      }
    },
    /** A channel is public or private; who is in it, only its members say. Nothing below it has readers of its own. */
    setAccess(id: string, access: Access | undefined) {
      const found = find(id);
      if (found.kind === 'channel') found.channel.isPrivate = !access?.allow.some(({ type }) => type !== 'user');
    },
  };
}
