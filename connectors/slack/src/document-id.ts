import { timestamp } from './timestamp.ts';

/** What a document of this connector stands for. */
export type Named =
  | { readonly kind: 'channel'; readonly channel: string }
  | { readonly kind: 'thread'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'file'; readonly channel: string; readonly ts: string; readonly file: string };

/** Timestamps are unique only in their channel. */
export function threadId(channel: string, ts: string): string {
  return `${channel}:${ts}`;
}

/** One document for each thread that a file is in: who may read it depends on the channel. */
export function fileId(channel: string, ts: string, file: string): string {
  return `${channel}:${ts}:${file}`;
}

/** What an id stands for; undefined when it is none of this connector. */
export function parseId(id: string): Named | undefined {
  const [channel = '', ts, file, ...more] = id.split(':');
  if (!/^[CDG][A-Z0-9]{2,}$/.test(channel) || more.length > 0) return undefined;
  if (ts === undefined) return { kind: 'channel', channel };
  if (!timestamp.safeParse(ts).success) return undefined;
  if (file === undefined) return { kind: 'thread', channel, ts };
  return /^F[A-Z0-9]{2,}$/.test(file) ? { kind: 'file', channel, ts, file } : undefined;
}
