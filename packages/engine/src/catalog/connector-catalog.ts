import { AcequiaError, type AnyConnector, type InstalledConnector, loadConnector, readCatalog } from '@acequia/core';

/** The installed connectors, read once, and their code, loaded on first use. */
export class ConnectorCatalog {
  readonly #host: string;
  #entries: Promise<InstalledConnector[]> | undefined;
  readonly #loaded = new Map<string, Promise<AnyConnector>>();

  /** @param host package.json whose dependencies are searched */
  constructor(host: string) {
    this.#host = host;
  }

  entries(): Promise<InstalledConnector[]> {
    this.#entries ??= readCatalog(this.#host);
    return this.#entries;
  }

  /** @throws AcequiaError `connector_missing`, `connector_invalid` */
  async load(type: string): Promise<AnyConnector> {
    const known = this.#loaded.get(type);
    if (known) return known;
    const entries = await this.entries();
    const entry = entries.find(({ manifest, state }) => manifest?.type === type && state === 'ready');
    if (!entry) {
      const broken = entries.find(({ manifest }) => manifest?.type === type);
      const ready = entries.flatMap(({ manifest, state }) => (manifest && state === 'ready' ? [manifest.type] : []));
      throw new AcequiaError('connector_missing', `No connector of type "${type}" is ready`, {
        hint: broken?.reason ?? `Installed: ${ready.join(', ') || 'none'}.`,
      });
    }
    const loading = loadConnector(entry);
    this.#loaded.set(type, loading);
    loading.catch(() => this.#loaded.delete(type));
    return loading;
  }
}
