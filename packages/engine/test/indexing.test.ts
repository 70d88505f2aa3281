import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestWorkspace, databases } from './open-test-engine.ts';

test.each(databases)('indexes nothing before it is asked to, where it is told so, on %s', async (database) => {
  const place = await createTestWorkspace(database);
  try {
    await place.write({ 'a.md': 'sluice' });
    const asked = await place.open({ indexing: 'asked' });
    await asked.createKnowledgeBase('handbook');
    const settings = { path: place.folder };
    await asked.createDataSource({ name: 'documents', knowledgeBase: 'handbook', type: 'folder', settings });
    await asked.sync('documents');
    await asked.close();

    const engine = await place.open();
    // Whatever was begun has ended with the other one.
    expect(existsSync(join(place.workspace, '.acequia/search.db'))).toBe(false);
    expect(await engine.search({ text: 'sluice' })).toEqual([]);
    await engine.indexed();
    expect(await engine.search({ text: 'sluice' })).toHaveLength(1);
  } finally {
    await place.remove();
  }
});
