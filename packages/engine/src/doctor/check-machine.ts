import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Check } from '@acequia/core';
import { workspaceFiles } from '../workspace/workspace-files.ts';
import { check } from './check.ts';

const megabyte = 1024 * 1024;
const wantedDisk = 500;
const wantedMemory = 512;
const neededNode = 24;

/** Looks at what can be seen without opening a workspace's database, so also when that cannot be opened. Changes nothing. */
export async function checkMachine(workspace: string): Promise<Check[]> {
  const { folder, state } = workspaceFiles(workspace);
  return Promise.all([
    check('node', () => {
      const major = Number(process.versions.node.split('.')[0]);
      const remedy = `Install Node.js ${neededNode} or later.`;
      return { ok: major >= neededNode, message: `Node.js ${process.versions.node}`, remedy };
    }),
    check('memory', () => {
      // What a container allows, where there is one.
      const free = Math.floor(process.availableMemory() / megabyte);
      return {
        ok: free >= wantedMemory,
        message: `${free} MB free, ${availableParallelism()} processors`,
        remedy: `Give it at least ${wantedMemory} MB: large documents need it.`,
      };
    }),
    check('words', () => {
      const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment('社区共同维护水渠')];
      return {
        ok: words.length > 1 && words.length < 8,
        message: `Unicode ${process.versions.unicode}, words of all languages are told apart`,
        remedy: 'Use a Node.js with full ICU: search cannot find Chinese or Japanese words without it.',
      };
    }),
    check('workspace', async () => {
      await access(folder, constants.W_OK);
      return { message: `${folder} can be written` };
    }),
    check('permissions', async () => {
      const { mode } = await stat(state);
      return {
        ok: process.platform === 'win32' || (mode & 0o077) === 0,
        message: `.acequia has mode ${(mode & 0o777).toString(8)}`,
        remedy: `Only you should read it: chmod 700 '${state}'`,
      };
    }),
    check('disk', async () => {
      const { bavail, bsize } = await statfs(folder);
      const free = Math.floor((bavail * bsize) / megabyte);
      const remedy = `Free some space: at least ${wantedDisk} MB are wanted.`;
      return { ok: free >= wantedDisk, message: `${free} MB free`, remedy };
    }),
  ]);
}
