import type { Document } from '@acequia/core/contract';
import type { BytePath } from './byte-path.ts';
import type { Folder } from './client.ts';
import { identify } from './document-identity.ts';
import { encodeUrlPath } from './path-id.ts';

/** The container of a sub-folder. Without times: they move with every file in it and would rewrite its metadata each time. */
export function toContainer(folder: Folder, path: BytePath): Document {
  return { ...identify(path), container: true, url: `${folder.url}/${encodeUrlPath(path)}` };
}
