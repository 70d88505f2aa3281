import { defineConfig } from 'vitest/config';

/** Workspace packages resolve to their sources, so tests need no build. */
const conditions = ['acequia-source', 'node', 'import', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Bounds for what hangs, wide enough for a machine that does other work too.
    // Threads and modules that Node loads by itself find the sources too.
    execArgv: ['--conditions=acequia-source'],
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/test/**/*.test.ts', 'connectors/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'],
          globalSetup: ['tests/mariadb/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'sync', include: ['tests/sync/**/*.test.ts'], globalSetup: ['tests/mariadb/global-setup.ts'] },
      },
      {
        extends: true,
        test: { name: 'chaos', include: ['tests/chaos/**/*.test.ts'], globalSetup: ['tests/mariadb/global-setup.ts'] },
      },
      { extends: true, test: { name: 'memory', include: ['tests/memory/**/*.test.ts'] } },
      { extends: true, test: { name: 'corpus', include: ['tests/corpus/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'repository', include: ['tests/repository/**/*.test.ts', 'tests/mariadb/**/*.test.ts'] },
      },
    ],
  },
});
