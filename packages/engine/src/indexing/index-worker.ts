import { parentPort, workerData } from 'node:worker_threads';
import { catchUp } from '@acequia/knowledge';
import type { IndexAnswer, IndexRequest, IndexWorkerData } from './index-messages.ts';
import { openChangeFeed } from './open-change-feed.ts';

if (!parentPort) throw new Error('This file runs as a worker thread');
const port = parentPort;
const answer = (message: IndexAnswer) => port.postMessage(message);
const opened = openChangeFeed(workerData as IndexWorkerData);
const stop = new AbortController();

async function handle(request: IndexRequest): Promise<void> {
  const { feed, index, close } = await opened;
  if (request.type === 'close') {
    await close();
    port.close();
    return;
  }
  let indexed = 0;
  const lags = new Map<number, number>();
  await catchUp({
    feed,
    index,
    signal: stop.signal,
    onProgress: ({ documents, dataSourceId, lag }) => {
      indexed += documents;
      lags.set(dataSourceId, lag);
      const total = [...lags.values()].reduce((sum, one) => sum + one, 0);
      answer({ type: 'progress', progress: { indexed, lag: total } });
    },
  });
  answer({ type: 'done' });
}

let queue: Promise<void> = Promise.resolve();
port.on('message', (request: IndexRequest) => {
  if (request.type === 'close') stop.abort();
  queue = queue
    .then(() => handle(request))
    .catch((error: unknown) =>
      answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
});
