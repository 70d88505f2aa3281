import type { Tool } from './tool.ts';

/** As many as ours has. */
const parallel = 8;

export const lftp: Tool = {
  program: 'lftp',
  async prepare(program, { folder, reach: { settings, credentials } }) {
    const { username, password } = credentials;
    const script = [
      'set http:use-propfind yes',
      'set cmd:fail-exit yes',
      `open -u ${username},${password} ${settings.url}`,
      `mirror --delete --parallel=${parallel} . "${folder}/files"`,
    ];
    return { command: [program, '--norc', '-c', script.join('; ')], env: { LFTP_HOME: folder } };
  },
};
