import { resolve } from 'node:path';
import type { Command } from 'commander';
import { metadataName, writeExport } from '../export/write-export.ts';
import { formatBytes, formatNumber } from '../output/format.ts';
import { launch } from '../session/launch.ts';

interface ExportCommandOptions {
  readonly source?: string;
  readonly knowledgeBase?: string;
  readonly overwrite?: boolean;
}

/** `acequia export DIR` */
export function addExport(program: Command): void {
  program
    .command('export')
    .description(`write documents as markdown files, and what is known about them as ${metadataName}`)
    .argument('<dir>', 'a new or empty folder')
    .option('--source <name>', 'only of this data source')
    .option('--knowledge-base <name>', 'only of this knowledge base')
    .option('--overwrite', 'write into a folder that is not empty: files of the same name are replaced, others stay')
    .addHelpText(
      'after',
      `
Files lie in folders named after data source and containers. Names are made safe for every file system; of two that are
the same, one gets its number.

Example:
  acequia export ./out --source handbook && jq -r .file out/${metadataName}`,
    )
    .action((dir: string, options: ExportCommandOptions, command: Command) =>
      launch(command, async ({ openEngine, terminal, json, signal }) => {
        const engine = await openEngine();
        const { source, knowledgeBase, overwrite = false } = options;
        // An unknown name is noticed before a folder is made.
        await engine.documents({ dataSource: source, knowledgeBase, limit: 1 });
        const exported = await writeExport(engine.exportDocuments({ dataSource: source, knowledgeBase }), {
          directory: resolve(dir),
          overwrite,
          signal,
          onProgress: ({ documents, bytes }) =>
            terminal.live.update(() => [`  ${formatNumber(documents, 'document')}, ${formatBytes(bytes)}`]),
        });
        terminal.live.end();
        if (json) return terminal.printJson(exported);
        const { documents, files, bytes, directory } = exported;
        const without = documents - files;
        terminal.say(`${formatNumber(files, 'file')}, ${formatBytes(bytes)} of text, in ${directory}`);
        if (without > 0) terminal.say(`${formatNumber(without, 'document')} without text: only in ${metadataName}`);
      }),
    );
}
