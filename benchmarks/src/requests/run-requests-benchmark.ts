import { writeFile } from 'node:fs/promises';
import { alignTable } from '../report/align-table.ts';
import { findConnectors } from './find-connectors.ts';
import { measureRequests, type RequestSample } from './measure-requests.ts';

export interface RequestsBenchmarkOptions {
  readonly documents: number;
  /** Type of one connector; absent: all that have a fake. */
  readonly connector?: string;
  /** Write `requests.md`. */
  readonly save: boolean;
}

const header = ['connector', 'what', 'written', 'requests', 'floor', 'ratio', 'contents', 'ms'];

/** Counts the requests of every connector that has a fake, beside the fewest that its API allows. */
export async function runRequestsBenchmark({ documents, connector, save }: RequestsBenchmarkOptions): Promise<void> {
  const samples: RequestSample[] = [];
  for (const faked of await findConnectors(connector)) {
    process.stderr.write(`${faked.connector.type}: ${documents} documents\n`);
    samples.push(...(await measureRequests(faked, documents)));
  }
  const table = alignTable(header, samples.map(cells));
  process.stdout.write(`${table}\n`);
  if (save) await writeFile(new URL('../../requests.md', import.meta.url), render(table, documents));
}

function cells({ type, what, written, requests, floor, contents, milliseconds }: RequestSample): string[] {
  const ratio = floor === 0 ? String(requests) : `${(requests / floor).toFixed(2)} x`;
  return [
    type,
    what,
    String(written),
    String(requests),
    String(floor),
    ratio,
    String(contents),
    String(Math.round(milliseconds)),
  ];
}

const render = (table: string, documents: number) => `# Requests

Written by \`pnpm bench requests --save\` on ${new Date().toISOString().slice(0, 10)}: each connector against its own fake with ${documents}
documents, over the real runner. \`floor\` is the fewest requests that the source's API allows for this work with its
largest pages, as the fake's docstring derives it; \`contents\` are those of the requests that fetch a content. Where a
document never changes, new ones stand for the changed. The time is that of the fake and the reference store, not of the source.

${table}
`;
