import type { Manifest } from '../contract/manifest.ts';

/** A package that says it is a connector, and whether it can be used. */
export interface InstalledConnector {
  readonly package: string;
  readonly version: string;
  /** Real folder of the package. */
  readonly folder: string;
  readonly state: 'ready' | 'incompatible' | 'invalid' | 'duplicate';
  /** Why it is not ready, with what to do. */
  readonly reason?: string;
  /** Absent when it could not be read. */
  readonly manifest?: Manifest;
}
