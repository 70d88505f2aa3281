import { defineConfig } from 'vitest/config';

// The suite runs whole syncs: slow machines need more than the usual five seconds for some of its tests.
export default defineConfig({ test: { testTimeout: 30_000 } });
