import type { DataSourceInput } from '@acequia/engine';

/** A data source that is being set up. Nothing of it is stored yet. */
export interface Draft extends Required<Pick<DataSourceInput, 'name' | 'type' | 'settings' | 'picks' | 'schedule'>> {
  readonly knowledgeBase: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** What was already said on the command line, and is not asked for. */
export type GivenDraft = Partial<Pick<Draft, 'name' | 'type' | 'knowledgeBase'>> &
  Pick<Draft, 'settings' | 'credentials'> & { readonly picks?: readonly string[] };
