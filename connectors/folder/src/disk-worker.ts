import { parentPort } from 'node:worker_threads';
import type { DiskAnswer, DiskRequest } from './disk-messages.ts';
import { inspectNames, readPlainFile } from './plain-files.ts';

parentPort?.on('message', (request: DiskRequest) => {
  const start = performance.now();
  const entries = 'inspect' in request ? inspectNames(request.inspect.real, request.inspect.names) : [];
  const contents =
    'read' in request ? request.read.map(({ real, storedVersion }) => readPlainFile(real, storedVersion)) : [];
  const answer: DiskAnswer = { entries, contents, took: performance.now() - start };
  parentPort?.postMessage(
    answer,
    contents.flatMap((content) => (content?.bytes ? [content.bytes.buffer] : [])),
  );
});
