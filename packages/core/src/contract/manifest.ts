import type { AuthMethod } from './auth.ts';
import type { Capabilities } from './capabilities.ts';
import type { AnyConnector } from './connector.ts';
import type { Json } from './json.ts';
import { settingsJsonSchema } from './settings.ts';

/** What a catalog and a form need to know, without running the connector's code. Written by the package's build. */
export interface Manifest {
  readonly type: string;
  readonly contract: number;
  readonly title: string;
  readonly description: string;
  readonly icon?: string;
  readonly categories: readonly string[];
  readonly capabilities: Capabilities;
  /** JSON Schema 2020-12. */
  readonly settings: { readonly [keyword: string]: Json };
  readonly auth: readonly AuthMethod[];
  /** Where credentials go; absent: where the settings say. */
  readonly origins?: readonly string[];
  /** Optional members of the contract that it has, e.g. `readIds`. */
  readonly members: readonly string[];
}

const optionalMembers = [
  'listContainers',
  'slices',
  'readIds',
  'readAccess',
  'groups',
  'fetchContent',
  'fetchDocuments',
  'webhook',
] as const;

/** The manifest that belongs to a connector. */
export function manifestOf(connector: AnyConnector): Manifest {
  return {
    type: connector.type,
    contract: connector.contract,
    title: connector.title,
    description: connector.description,
    ...(connector.icon !== undefined && { icon: connector.icon }),
    categories: connector.categories ?? [],
    capabilities: connector.capabilities,
    settings: settingsJsonSchema(connector.settings),
    auth: connector.auth,
    ...(connector.origins && { origins: connector.origins }),
    members: optionalMembers.filter((member) => connector[member] !== undefined),
  };
}
