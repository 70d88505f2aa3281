import { mkdir, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { workspaceFiles } from './workspace-files.ts';

const template = (knowledgeBase: string) => `# What this workspace keeps in sync. Change it, then run: acequia apply
#
# \${NAME} is replaced by the environment variable NAME; secrets belong there, or in a file:
#   credentials: { token: { file: ./token.txt } }

knowledge_bases:
  - name: ${knowledgeBase}

data_sources: []
#  - name: handbook
#    knowledge_base: default
#    type: folder                      # acequia connectors list
#    settings: { path: /path/to/documents }
#    picks: []                         # ids of sub-folders (acequia resources handbook); empty: everything
#    filters:
#      include: ["**/*.md", "**/*.pdf"]
#      max_size: 50MB
#    schedule: { incremental: "*/30 * * * *", full: "0 3 * * 0", timezone: Europe/Madrid }
`;

/**
 * Makes the folder of a workspace, with a commented `acequia.yaml` unless there is one. Nothing that exists is changed.
 *
 * @param knowledgeBase name of the first one, in the new `acequia.yaml`
 * @returns whether the `acequia.yaml` was made
 */
export async function initWorkspace(folder: string, knowledgeBase = 'default'): Promise<boolean> {
  const files = workspaceFiles(folder);
  await mkdir(files.state, { recursive: true, mode: 0o700 });
  await writeFile(`${files.state}/.gitignore`, '*\n', { flag: 'w' });
  try {
    await writeFile(files.config, template(quoted(knowledgeBase)), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** As YAML. `${` would be read as an environment variable. */
function quoted(name: string): string {
  return stringify(
    name.replaceAll('${', () => '$${'),
    { lineWidth: 0 },
  ).trimEnd();
}
