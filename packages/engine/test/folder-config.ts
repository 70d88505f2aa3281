/** The text of an `acequia.yaml` with one folder as a data source, and what follows it, indented to where it belongs. */
export function folderConfig(folder: string, more: string): string {
  return `knowledge_bases:
  - name: handbook
data_sources:
  - name: documents
    knowledge_base: handbook
    type: folder
    settings: { path: ${JSON.stringify(folder)} }
${more}`;
}
