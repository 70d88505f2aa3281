import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own with documents and, if asked, a workspace that reads them. */
export class TemporaryWorkspace {
  readonly folder: string;
  readonly documents: string;

  constructor(config?: (documents: string) => string) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'acequia-cli-')));
    this.documents = join(this.folder, 'documents');
    mkdirSync(this.documents);
    if (config) this.write('acequia.yaml', config(this.documents));
  }

  /** Writes a file below the folder. */
  write(path: string, content: string | Uint8Array): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A knowledge base `handbook` that one data source `share` feeds. */
export function shareConfig(documents: string): string {
  return `knowledge_bases:
  - name: handbook
data_sources:
  - name: share
    knowledge_base: handbook
    type: folder
    settings: { path: ${JSON.stringify(documents)} }
`;
}
