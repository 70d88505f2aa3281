import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tool } from './tool.ts';

export const s3cmd: Tool = {
  program: 's3cmd',
  async prepare(program, { folder, reach: { settings, credentials } }) {
    const { host } = new URL(String(settings.endpoint));
    const config = join(folder, 's3cmd.conf');
    const lines = {
      access_key: credentials.accessKeyId,
      secret_key: credentials.secretAccessKey,
      host_base: host,
      host_bucket: host,
      use_https: 'False',
    };
    const text = Object.entries(lines).map(([name, value]) => `${name} = ${value}`);
    await writeFile(config, `[default]\n${text.join('\n')}\n`);
    const flags = ['--config', config, '--quiet', '--no-preserve', '--delete-removed'];
    return { command: [program, 'sync', ...flags, `s3://${settings.bucket}/`, `${join(folder, 'files')}/`] };
  },
};
