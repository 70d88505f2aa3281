import type { Manifest } from '../contract/manifest.ts';

/** A package that says it is a connector, and whether it can be used. */
export interface InstalledConnector {
  readonly package: string;
  readonly version: string;
  /** Real folder of the package. */
  readonly folder: string;
  /** `host`: a dependency of the application. `plugin`: added to the workspace. */
  readonly origin: 'host' | 'plugin';
  /**
   * - `ready`: its code is loaded on first use.
   * - `untrusted`: a plugin that the operator has not allowed to run.
   * - `incompatible`: it speaks another contract.
   * - `invalid`: something about the package is wrong.
   * - `duplicate`: another package has the same type.
   */
  readonly state: 'ready' | 'untrusted' | 'incompatible' | 'invalid' | 'duplicate';
  /** Why it is not ready, with what to do. */
  readonly reason?: string;
  /** Absent when it could not be read. */
  readonly manifest?: Manifest;
}
