import { type Connector, SourceError } from '@acequia/core';
import { z } from 'zod';
import { buildConnector } from '../connector/build-connector.ts';
import type { PagedCursor } from '../connector/paged-cursor.ts';
import { createModelApi } from '../model/model-api.ts';
import type { SimulatedSource } from './simulated-source.ts';

const settings = z.strictObject({});

export type SimulatedSettings = z.infer<typeof settings>;

/** A connector of type `simulated` that reads one source in memory: the same code as {@link pagedConnector}, without HTTP. */
export function simulatedConnector(source: SimulatedSource): Connector<SimulatedSettings, PagedCursor> {
  const api = createModelApi(source.model, source.faults.items);
  const connector = buildConnector<SimulatedSettings>({
    ...source.reading,
    type: 'simulated',
    title: 'Simulated source',
    description: 'Reads a source in memory.',
    settings,
    auth: [{ type: 'none' }],
    stableIds: source.model.stableIds,
    open: () => api,
    limits: () => source.reading,
  });
  const { read, readIds, fetchContent, fetchDocuments } = connector;
  return {
    ...connector,
    read: (context, slice, cursor) => inSteps(source, read(context, slice, cursor)),
    ...(readIds && { readIds: (context, slice, cursor) => inSteps(source, readIds(context, slice, cursor)) }),
    ...(fetchContent && { fetchContent: (context, wanted) => inSteps(source, fetchContent(context, wanted)) }),
    ...(fetchDocuments && { fetchDocuments: (context, wanted) => inSteps(source, fetchDocuments(context, wanted)) }),
  };
}

async function* inSteps<T>(source: SimulatedSource, stream: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const element of stream) {
    if (await stops(source)) return;
    yield element;
  }
  await stops(source);
}

/** Whether the stream is to end here. */
async function stops(source: SimulatedSource): Promise<boolean> {
  const fault = await source.step();
  if (fault === undefined) return false;
  if (fault === 'end') return true;
  const { kind, message = `The simulation says ${kind}.`, ...options } = fault;
  throw new SourceError(kind, message, options);
}
