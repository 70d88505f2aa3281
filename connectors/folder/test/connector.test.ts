import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { manifestOf, SourceError, settingsJsonSchema } from '@acequia/core/contract';
import { expect, it } from 'vitest';
import connector from '../src/index.ts';
import { settings } from '../src/settings.ts';
import { createContext } from './test-context.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const packageJson = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

it('has a manifest that says what package.json says', () => {
  const manifest = manifestOf(connector);
  expect(manifest).toMatchObject({
    type: packageJson.acequia.type,
    contract: packageJson.acequia.contract,
    members: ['listContainers', 'fetchContent', 'fetchDocuments'],
    settings: { required: ['path'], additionalProperties: false },
  });
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  expect(manifest.icon).toMatch(/^<svg /);
});

it('describes every setting in its README, and no other', () => {
  const { properties } = settingsJsonSchema(settings) as {
    properties: Record<string, { title: string; description: string }>;
  };
  const rows = Object.entries(properties).map(([name, { description }]) => `| \`${name}\` | ${description} |`);
  expect(
    readme
      .replace(/ {2,}/g, ' ')
      .split('\n')
      .filter((line) => line.startsWith('| `')),
  ).toEqual(rows.map((row) => expect.stringContaining(row)));
  expect(readme.split('\n').length).toBeLessThanOrEqual(61);
});

it('reads ~ as the home of the user', async () => {
  const opened: string[] = [];
  const context = {
    ...createContext({ path: '~/documents' }),
    openPath: (path: string) => {
      opened.push(path);
      return Promise.reject(new SourceError('bad-settings', 'Not allowed here'));
    },
  };
  expect(await connector.validate(context)).toMatchObject([{ ok: false, message: 'Not allowed here' }]);
  expect(opened).toEqual([`${homedir()}/documents`]);
});
