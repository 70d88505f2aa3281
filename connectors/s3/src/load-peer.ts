import { createRequire } from 'node:module';
import { SourceError } from '@acequia/core/contract';

const require = createRequire(import.meta.url);

/** A package that not everybody needs. Throws `bad-settings` where it is not installed. */
export function loadPeer<T>(name: string): T {
  let path: string;
  try {
    path = require.resolve(name);
  } catch (cause) {
    throw new SourceError('bad-settings', `To sign in with what this machine has, ${name} must be installed`, {
      remedy: `Install it beside Acequia (npm install ${name}), or sign in with keys or the environment.`,
      cause,
    });
  }
  return require(path);
}
