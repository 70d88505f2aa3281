import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tool } from './tool.ts';

export const mbsync: Tool = {
  program: 'mbsync',
  package: 'isync',
  writes: 'a maildir',
  async prepare(program, { folder, reach: { settings, credentials } }) {
    const config = join(folder, 'mbsyncrc');
    await writeFile(
      config,
      `IMAPAccount account
Host ${settings.host}
Port ${settings.port}
User ${credentials.username}
Pass ${credentials.password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account account

MaildirStore near
Path "${folder}/files/"
Inbox "${folder}/files/INBOX"
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Near
Remove Near
Expunge Near
Sync Pull
SyncState *
`,
    );
    return { command: [program, '--config', config, '--quiet', 'all'] };
  },
};
