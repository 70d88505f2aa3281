import { execFile } from 'node:child_process';
import { mkdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AcequiaError } from '@acequia/core';
import { z } from 'zod';

const run = promisify(execFile);

const lockSchema = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), integrity: z.string().optional() })),
});

const trustSchema = z.record(z.string(), z.strictObject({ version: z.string(), integrity: z.string().optional() }));

/** What was installed. */
export interface AddedPlugin {
  readonly name: string;
  readonly version: string;
  /** As npm recorded it; absent for a folder. */
  readonly integrity?: string;
}

/**
 * Connector packages that were added to a workspace. npm installs them into a folder of their own, exact and without
 * running their scripts. `@acequia/core` is the host's, so that both speak of the same contract.
 */
export class Plugins {
  readonly #folder: string;
  readonly #scopes: readonly string[] | undefined;
  #trusted: z.infer<typeof trustSchema> = {};

  /**
   * @param folder where packages are installed; made on first use
   * @param scopes only packages of these npm scopes (`@org`) may be added, by their name in the registry or from a folder
   *   or tarball of this machine, and none by links or aliases; empty: none at all; undefined: any
   */
  constructor(folder: string, scopes?: readonly string[]) {
    this.#folder = folder;
    this.#scopes = scopes;
  }

  get packageJson(): string {
    return join(this.#folder, 'package.json');
  }

  /** Reads what the operator trusts. Call it before {@link isTrusted}. */
  async load(): Promise<void> {
    const text = await readFile(join(this.#folder, 'trusted.json'), 'utf8').catch(() => '{}');
    this.#trusted = trustSchema.catch({}).parse(JSON.parse(text));
  }

  /** Trust is in one version: an update has to be trusted again. */
  isTrusted(name: string, version: string): boolean {
    return this.#trusted[name]?.version === version;
  }

  /**
   * Installs a package.
   *
   * @param spec NAME, NAME@VERSION, or the path of a tarball or folder
   * @throws AcequiaError `plugin_refused`, `plugin_install_failed`
   */
  async add(spec: string): Promise<AddedPlugin> {
    this.#requireOrigin(spec);
    await this.#prepare();
    const before = await this.#dependencies();
    await this.#npm(['install', '--save-exact', '--install-links', spec]);
    await this.#linkCore();
    const after = await this.#dependencies();
    const name = Object.keys(after).find((key) => after[key] !== before[key]) ?? specName(spec, after);
    if (name === undefined) throw new AcequiaError('plugin_install_failed', `npm installed nothing for ${spec}`);
    if (!this.#isAllowed(name)) {
      await this.remove(name);
      throw this.#refused(`${name} is not of an allowed scope`);
    }
    return { name, ...(await this.#locked(name)) };
  }

  /**
   * Where only some scopes are allowed, a name must mean a package of the registry, or a place on this machine: a link,
   * and an alias (`@allowed/name@npm:other`), could call anything by an allowed name.
   */
  #requireOrigin(spec: string): void {
    if (this.#scopes === undefined || isLocal(spec)) return;
    const name = /^((?:@[^/@:]+\/)?[^/@:]+)(?:@[^/:]*)?$/.exec(spec)?.[1];
    if (name === undefined) throw this.#refused(`${spec} is neither in the registry nor on this machine`);
    if (!this.#isAllowed(name)) throw this.#refused(`${name} is not of an allowed scope`);
  }

  #isAllowed(name: string): boolean {
    return this.#scopes === undefined || this.#scopes.some((scope) => name.startsWith(`${scope}/`));
  }

  #refused(message: string): AcequiaError {
    return new AcequiaError('plugin_refused', message, {
      hint: `The operator allows: ${this.#scopes?.join(', ') || 'none'} (ACEQUIA_CONNECTOR_SCOPES).`,
    });
  }

  /** Uninstalls a package and forgets that it was trusted. @throws AcequiaError `not_found` */
  async remove(name: string): Promise<void> {
    await this.#requireInstalled(name);
    await this.#npm(['uninstall', name]);
    await this.#linkCore();
    await this.load();
    const { [name]: _gone, ...rest } = this.#trusted;
    await this.#writeTrusted(rest);
  }

  /** Lets the installed version of a package run. @throws AcequiaError `not_found` */
  async trust(name: string): Promise<AddedPlugin> {
    await this.#requireInstalled(name);
    const locked = await this.#locked(name);
    await this.load();
    await this.#writeTrusted({ ...this.#trusted, [name]: locked });
    return { name, ...locked };
  }

  async #writeTrusted(trusted: z.infer<typeof trustSchema>): Promise<void> {
    const file = join(this.#folder, 'trusted.json');
    await writeFile(`${file}.new`, JSON.stringify(trusted, undefined, 2), { mode: 0o600 });
    await rename(`${file}.new`, file);
    this.#trusted = trusted;
  }

  async #requireInstalled(name: string): Promise<void> {
    if (name in (await this.#dependencies())) return;
    throw new AcequiaError('not_found', `The package ${name} was not added to this workspace`, {
      hint: 'acequia connectors list shows what is installed.',
    });
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const content = { name: 'acequia-plugins', private: true, dependencies: {} };
    await writeFile(this.packageJson, JSON.stringify(content, undefined, 2), { flag: 'wx' }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }

  async #dependencies(): Promise<Readonly<Record<string, string>>> {
    const text = await readFile(this.packageJson, 'utf8').catch(() => '{}');
    return z.looseObject({ dependencies: z.record(z.string(), z.string()).default({}) }).parse(JSON.parse(text))
      .dependencies;
  }

  async #locked(name: string): Promise<{ version: string; integrity?: string }> {
    const text = await readFile(join(this.#folder, 'package-lock.json'), 'utf8');
    const { version = '0.0.0', integrity } = lockSchema.parse(JSON.parse(text)).packages[`node_modules/${name}`] ?? {};
    return { version, ...(integrity !== undefined && { integrity }) };
  }

  async #npm(words: readonly string[]): Promise<void> {
    const quiet = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
    try {
      // npm needs the machine's proxies and certificates; what is ours is not its business.
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ACEQUIA_')));
      await run('npm', [...words, ...quiet, '--prefix', this.#folder], { env, timeout: 300_000 });
    } catch (error) {
      const output = (error as { stderr?: string }).stderr?.trim().split('\n').slice(0, 5).join(' ');
      throw new AcequiaError('plugin_install_failed', `npm ${words[0]} failed: ${output || error}`, {
        hint: 'Check the name, the path and the network.',
        cause: error,
      });
    }
  }

  /** npm removes what it did not install, so this is done after each of its runs. */
  async #linkCore(): Promise<void> {
    const core = await realpath(packageFolder('@acequia/core'));
    const link = join(this.#folder, 'node_modules', '@acequia', 'core');
    await mkdir(dirname(link), { recursive: true });
    await rm(link, { recursive: true, force: true });
    await symlink(core, link, 'dir');
  }
}

function packageFolder(name: string): string {
  return dirname(createRequire(fileURLToPath(import.meta.url)).resolve(`${name}/package.json`));
}

/** Whether npm looks for this on this machine only. https://docs.npmjs.com/cli/v11/using-npm/package-spec#folders */
function isLocal(spec: string): boolean {
  return /^(?:\.{1,2}(?:$|[\\/])|~?\/|[a-z]:[\\/])/i.test(spec) || /^[^:/#@]+\.(?:tgz|tar|tar\.gz)$/i.test(spec);
}

/** The package of a spec that was installed before in the same version, so that nothing changed. */
function specName(spec: string, installed: Readonly<Record<string, string>>): string | undefined {
  const name = /^(@[^/@]+\/[^@]+|[^@/]+)(@.*)?$/.exec(spec)?.[1];
  if (name !== undefined && name in installed) return name;
  return Object.keys(installed).find((key) => installed[key]?.endsWith(spec.replace(/^.*\//, '')));
}
