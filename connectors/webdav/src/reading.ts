import type { Context } from '@acequia/core/contract';
import type { WebDav } from './client.ts';
import type { Path } from './path.ts';
import type { Settings } from './settings.ts';

/** What one reading works with. */
export interface Reading {
  readonly context: Context<Settings>;
  readonly client: WebDav;
  readonly roots: readonly Path[];
}
