import type { Tool } from './tool.ts';

export const rsync: Tool = {
  program: 'rsync',
  writes: 'the files',
  prepare: async (program, { folder, reach }) => ({
    command: [program, '--archive', '--delete', `${reach.settings.path}/`, `${folder}/files/`],
  }),
};
