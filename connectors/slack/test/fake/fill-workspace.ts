import type { FakeChannel, SlackWorkspace } from './slack-workspace.ts';

const hour = 3_600_000;

/** As a user types it into Slack, which escapes three characters. https://docs.slack.dev/messaging/formatting-message-text */
export function typed(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * So many documents over two channels, an hour apart: messages, threads, messages with a file.
 * A file is a document of its own. (No files in replies: that one was changed, the history of a channel does not tell.)
 */
export function fillWorkspace(workspace: SlackWorkspace, documents: number): void {
  const channels = [workspace.addChannel('general'), workspace.addChannel('maintenance', { isPrivate: true })];
  const users = [...workspace.users.values()].filter(({ isBot }) => !isBot);
  const start = workspace.now() - documents * hour;
  for (let made = 0, number = 0; made < documents; number++) {
    const channel = channels[number % 2] as FakeChannel;
    const user = users[number % users.length]?.id ?? '';
    const at = start + made * hour;
    const text = typed(`Note ${number} of ${channel.name}\n${workspace.text.body(String(number), 0, 200)}`);
    const withFile = documents - made >= 2 && number % 7 === 3;
    const files = withFile ? [workspace.addFile(`notes-${number}.txt`, `File ${number}: ${text}`)] : [];
    const root = workspace.post(channel, text, { user, at, files });
    made += 1 + files.length;
    if (number % 4 !== 1) continue;
    workspace.post(channel, `First answer to ${number}`, { user, at: at + 1000, thread: root.ts });
    workspace.post(channel, `Second answer to ${number}`, { at: at + 2000, thread: root.ts });
  }
}
