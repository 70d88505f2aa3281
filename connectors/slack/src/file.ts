import { hash } from 'node:crypto';
import type { Document } from '@acequia/core/contract';
import { z } from 'zod';
import { fileId, threadId } from './document-id.ts';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

/** A file as messages and `files.info` give it. https://docs.slack.dev/reference/objects/file-object */
export const file = z.object({
  id: z.string(),
  name: text,
  title: text,
  mimetype: text,
  /** `hosted`, `snippet`, `quip` (canvas) ... have content here; `external` is elsewhere, `tombstone` was deleted. */
  mode: text,
  /** `check_file_info`: from another organisation, and only `files.info` knows more. */
  file_access: text,
  size: number,
  created: number,
  timestamp: number,
  updated: number,
  edit_timestamp: number,
  user: text,
  permalink: text,
  url_private: text,
  url_private_download: text,
});

/** A parsed file. */
export type SlackFile = z.infer<typeof file>;

export interface FilePlace {
  readonly channel: string;
  /** The thread. */
  readonly ts: string;
  /** It hangs on the first message of the thread, so that the channel's history shows it; the others only the thread shows. */
  readonly onRoot: boolean;
}

/** Files that still exist. */
export function existingFiles(files: readonly SlackFile[] | undefined): SlackFile[] {
  return (files ?? []).filter(({ mode }) => mode !== 'tombstone');
}

/** The document of a file in one thread. */
export function toFileDocument(one: SlackFile, { channel, ts, onRoot }: FilePlace): Document {
  const { id, name, title, mimetype, size, created, timestamp, updated, edit_timestamp, permalink, user, mode } = one;
  const changed = edit_timestamp ?? updated ?? timestamp ?? created;
  // From elsewhere nothing is known yet: the content is fetched and compared.
  const known = size !== undefined || changed !== undefined;
  return {
    id: fileId(channel, ts, id),
    ...(onRoot && { alias: `${ts}:${id}` }),
    parent: threadId(channel, ts),
    ref: { channel, ts, file: id, ...(onRoot && { root: true }) },
    ...(known && { version: hash('sha256', JSON.stringify([mode, size, changed]), 'hex').slice(0, 16) }),
    title: name ?? title ?? id,
    ...(permalink !== undefined && { url: permalink }),
    ...(mimetype !== undefined && mimetype !== '' && { mime: mimetype }),
    ...(size !== undefined && { size }),
    ...(created !== undefined && { createdAt: created * 1000 }),
    ...(changed !== undefined && { modifiedAt: changed * 1000 }),
    ...(user !== undefined && { fields: { author: user } }),
    links: [{ rel: 'attachment-of', to: threadId(channel, ts) }],
  };
}
