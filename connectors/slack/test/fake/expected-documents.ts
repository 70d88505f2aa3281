import type { ExpectedDocument } from '@acequia/testkit';
import type { FakeChannel, FakeMessage, SlackWorkspace } from './slack-workspace.ts';

/** What a perfect store holds of a workspace: channels that the app is in, what people wrote there, and files. */
export function expectedDocuments(workspace: SlackWorkspace): Map<string, ExpectedDocument> {
  const expected = new Map<string, ExpectedDocument>();
  for (const channel of workspace.channels.values()) {
    if (!channel.isMember || channel.isArchived) continue;
    const { id, name, isPrivate } = channel;
    const members = { type: 'group', id } as const;
    const everybody = { type: 'group', id: 'workspace' } as const;
    const allow = isPrivate ? [members] : [members, everybody];
    expected.set(id, { title: `#${name}`, container: true, slice: id, access: { mode: 'replace', allow } });
    for (const message of channel.messages.values()) {
      if (message.thread === undefined) addThread(expected, workspace, channel, message);
    }
  }
  return expected;
}

function addThread(
  expected: Map<string, ExpectedDocument>,
  workspace: SlackWorkspace,
  channel: FakeChannel,
  root: FakeMessage,
): void {
  const replies = workspace.replies(channel, root.ts);
  const isNotice = root.subtype !== undefined && root.subtype !== 'me_message' && root.subtype !== 'file_share';
  if ((isNotice || root.bot !== undefined) && replies.length === 0) return;
  const id = `${channel.id}:${root.ts}`;
  const isDeleted = root.subtype === 'tombstone';
  const shown = [...(isDeleted ? [] : [root]), ...replies.filter(({ bot }) => bot === undefined)];
  expected.set(id, {
    title: isDeleted ? 'Thread of a deleted message' : titleOf(root),
    parent: channel.id,
    container: false,
    slice: channel.id,
    contains: shown.map(({ text }) => untyped(text).trim()),
  });
  for (const file of [root, ...replies].flatMap(({ files }) => files)) {
    if (file.mode === 'tombstone') continue;
    expected.set(`${id}:${file.id}`, {
      title: file.name,
      parent: id,
      container: false,
      slice: channel.id,
      ...(file.mode === 'external' ? { unreadable: true } : { body: file.content }),
    });
  }
}

/** The first line that says something, of texts without markup. */
function titleOf({ text }: FakeMessage): string {
  const lines = untyped(text)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim());
  const characters = [...(lines.find((line) => line !== '') ?? '')];
  return characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : characters.join('');
}

function untyped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
