import { AcequiaError, type AnyConnector, type InstalledConnector, loadConnector, readCatalog } from '@acequia/core';
import type { AddedPlugin, Plugins } from './plugins.ts';

/** The installed connectors, read once, and their code, loaded on first use. */
export class ConnectorCatalog {
  readonly #host: string;
  readonly #plugins: Plugins;
  #entries: Promise<InstalledConnector[]> | undefined;
  readonly #loaded = new Map<string, Promise<AnyConnector>>();

  /** Packages whose code could not be used, with the reason. */
  readonly #broken = new Map<string, string>();

  /** @param host package.json whose dependencies are searched, beside the workspace's plugins */
  constructor(host: string, plugins: Plugins) {
    this.#host = host;
    this.#plugins = plugins;
  }

  async entries(): Promise<InstalledConnector[]> {
    this.#entries ??= this.#read();
    return (await this.#entries).map((entry) => {
      const reason = this.#broken.get(entry.package);
      return reason === undefined ? entry : { ...entry, state: 'invalid', reason };
    });
  }

  async #read(): Promise<InstalledConnector[]> {
    await this.#plugins.load();
    return readCatalog([
      { packageJson: this.#host, origin: 'host' },
      {
        packageJson: this.#plugins.packageJson,
        origin: 'plugin',
        isTrusted: (name, version) => this.#plugins.isTrusted(name, version),
      },
    ]);
  }

  /** @throws AcequiaError `plugin_refused`, `plugin_install_failed` */
  async add(spec: string): Promise<InstalledConnector> {
    return this.#found(await this.#plugins.add(spec));
  }

  /** @throws AcequiaError `not_found` */
  async trust(name: string): Promise<InstalledConnector> {
    return this.#found(await this.#plugins.trust(name));
  }

  /** @throws AcequiaError `not_found` */
  async remove(name: string): Promise<void> {
    await this.#plugins.remove(name);
    this.#entries = undefined;
  }

  async #found({ name }: AddedPlugin): Promise<InstalledConnector> {
    this.#entries = undefined;
    this.#broken.delete(name);
    const entry = (await this.entries()).find((one) => one.package === name);
    if (entry) return entry;
    await this.remove(name);
    throw new AcequiaError('plugin_refused', `${name} is no connector package`, {
      hint: 'A connector has "acequia": { "kind": "connector", ... } in its package.json.',
    });
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
    loading.catch((error: unknown) => {
      this.#loaded.delete(type);
      this.#broken.set(entry.package, error instanceof Error ? error.message : String(error));
    });
    return loading;
  }
}
