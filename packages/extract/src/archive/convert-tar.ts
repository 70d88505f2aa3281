import { ChildCollector } from '../children/child-collector.ts';
import { listFiles } from '../children/list-files.ts';
import type { ByteSource, Draft } from '../formats/format.ts';
import { checkDepth } from './check-depth.ts';
import { readTar } from './read-tar.ts';

/** Tar -> the list of its files, with each of them as a child document. */
export function convertTar(source: ByteSource): Promise<Draft> {
  const collector = new ChildCollector(source.depth, source.bytes.length);
  return convertTarStream(oneChunk(source.bytes), source, collector);
}

export async function convertTarStream(
  chunks: AsyncIterable<Uint8Array>,
  { depth, maxMarkdownBytes }: ByteSource,
  collector: ChildCollector,
): Promise<Draft> {
  checkDepth(depth);
  const { listed, problem } = await readTar(chunks, collector);
  return {
    markdown: listFiles(listed, maxMarkdownBytes),
    warnings: [...(problem === undefined ? [] : [`It was not read to its end: ${problem}`]), ...collector.warnings],
    fields: { files: listed.length },
    children: collector.children,
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
