import type { Tool } from './tool.ts';

export const rsync: Tool = {
  program: 'rsync',
  prepare: async (program, { folder, reach }) => ({
    command: [program, '--archive', '--delete', `${reach.settings.path}/`, `${folder}/files/`],
  }),
};
