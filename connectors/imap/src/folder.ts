import type { Document } from '@acequia/core/contract';
import { folderId } from './document-id.ts';
import type { Mailbox, Mailboxes } from './mailboxes.ts';

/** The document of a folder. */
export function toContainer({ path, title, ancestors, use }: Mailbox): Document {
  const parent = ancestors.at(-1);
  return {
    id: folderId(path),
    container: true,
    title,
    ref: { path },
    ...(parent !== undefined && { parent: folderId(parent) }),
    ...(use !== undefined && { fields: { use } }),
  };
}

/** A folder with those that it lies in, outermost first. Servers may leave out the outer ones that hold no mails. */
export function toContainers({ all }: Mailboxes, box: Mailbox): Document[] {
  const outer = box.ancestors.map((path, depth) => all.get(path) ?? ancestorOf(box, path, depth));
  return [...outer, box].map(toContainer);
}

function ancestorOf({ ancestors, delimiter }: Mailbox, path: string, depth: number): Mailbox {
  const title = path.split(delimiter).at(-1) ?? path;
  return { path, title, delimiter, ancestors: ancestors.slice(0, depth), holdsMails: false };
}
