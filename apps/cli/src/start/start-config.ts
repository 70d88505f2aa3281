import type { ProposedSource } from './proposed-source.ts';

/** The acequia.yaml of a workspace that `start` makes: one data source, as the user would write it. */
export function writeStartConfig(source: ProposedSource, type: string): string {
  const settings = Object.entries({ path: source.path, ...source.settings });
  const filters = [
    ...(source.include.length > 0 ? [`include: ${quote([...source.include])}`] : []),
    ...(source.maxSize ? [`max_size: ${source.maxSize.text}`] : []),
  ];
  return `# Made by acequia start. Change it, then: acequia apply && acequia sync
# What a connector takes: acequia connectors info ${type}

knowledge_bases:
  - name: ${quote(source.knowledgeBase)}

data_sources:
  - name: ${quote(source.name)}
    knowledge_base: ${quote(source.knowledgeBase)}
    type: ${type}
    settings:
${settings.map(([name, value]) => `      ${name}: ${quote(value)}\n`).join('')}${
  filters.length > 0 ? `    filters:\n${filters.map((filter) => `      ${filter}\n`).join('')}` : ''
}`;
}

/** JSON is YAML. `${` would be read as an environment variable. */
function quote(value: unknown): string {
  return JSON.stringify(value).replaceAll('${', () => '$${');
}
