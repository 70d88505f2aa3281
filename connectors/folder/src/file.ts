import type { Document } from '@acequia/core/contract';
import type { BytePath } from './byte-path.ts';
import type { Folder } from './client.ts';
import { identify } from './document-identity.ts';
import type { FileState } from './file-state.ts';
import { encodeUrlPath } from './path-id.ts';

/** The document of a file. Its type is left to the host, which looks at the bytes. */
export function toFileDocument(folder: Folder, path: BytePath, { version, size, modifiedAt }: FileState): Document {
  return { ...identify(path), version, url: `${folder.url}/${encodeUrlPath(path)}`, size, modifiedAt };
}
