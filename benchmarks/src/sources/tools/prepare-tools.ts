import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reach } from '../source.ts';
import { findTool } from './find-tool.ts';
import type { Tool, ToolCommand } from './tool.ts';

/** A tool that can be run. */
export interface ReadyTool extends ToolCommand {
  readonly tool: Tool;
  readonly folder: string;
}

export interface PrepareToolsOptions {
  readonly reach: Reach;
  /** Where each gets a folder of its own. */
  readonly folder: string;
  /** Those that are missing, too. */
  readonly install: boolean;
}

/** Those of the tools that are on this machine, ready for their first run. */
export async function prepareTools(
  tools: readonly Tool[],
  { reach, folder, install }: PrepareToolsOptions,
): Promise<ReadyTool[]> {
  const ready: ReadyTool[] = [];
  for (const tool of tools) {
    const program = findTool(tool, install);
    if (program === undefined) continue;
    const place = join(folder, tool.program);
    await mkdir(join(place, 'files'), { recursive: true });
    ready.push({ ...(await tool.prepare(program, { folder: place, reach })), tool, folder: place });
  }
  return ready;
}
