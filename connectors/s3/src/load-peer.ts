import { createRequire } from 'node:module';
import { SourceError } from '@acequia/core/contract';

const require = createRequire(import.meta.url);

/** A package that not everybody needs. Throws `bad-settings` where it is not installed. */
export function loadPeer<T>(name: string): T {
  try {
    return require(name);
  } catch (cause) {
    throw new SourceError('bad-settings', `To sign in with what this machine has, ${name} must be installed`, {
      remedy: `Install it beside Acequia (npm install ${name}), or use an access key.`,
      cause,
    });
  }
}
