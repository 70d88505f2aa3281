export type * from './engine.ts';
export type { IndexProgress } from './index-progress.ts';
