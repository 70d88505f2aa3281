import { startPagedSource } from '@acequia/testkit';
import type { SourceCommand, SourceOptions } from './source-command.ts';

const { documents, bytes }: SourceOptions = JSON.parse(process.argv[2] ?? '');
const source = await startPagedSource({ documents, bytes, folders: { depth: 2, breadth: 3 } });

process.on('message', ({ action, every, offset }: SourceCommand) => {
  source.requests.clear();
  for (let index = offset; index < documents; index += every) {
    source.model[action](`d${String(index).padStart(9, '0')}`);
  }
  process.send?.({ done: true });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: source.url });
