import { parentPort } from 'node:worker_threads';
import { describeError } from '@acequia/core';
import { extractDocument } from './extract-document.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

// A promise that a parser leaves behind, rejected, must not end the worker under the next document.
process.on('unhandledRejection', () => {});

parentPort?.on('message', async (request: WorkerRequest) => {
  const message = await answer(request);
  parentPort?.postMessage(message, buffersOf(message));
});

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  try {
    return { extracted: await extractDocument(request, request.maxMarkdownBytes) };
  } catch (error) {
    return { error: describeError(error) };
  }
}

/** The bytes of children are moved, not copied. */
function buffersOf(message: WorkerAnswer): ArrayBuffer[] {
  const children = 'extracted' in message ? (message.extracted.children ?? []) : [];
  const buffers = children.map(({ bytes }) => bytes.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}
