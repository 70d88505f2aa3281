import type { AuthMethod } from '@acequia/engine';

/** A way to sign in, for a list of them. */
export function nameOfMethod(method: AuthMethod): string {
  switch (method.type) {
    case 'none':
      return method.title ?? 'No credentials';
    case 'token':
      return method.title ?? 'Access token';
    case 'basic':
      return method.title ?? 'User name and password';
    case 'service-account':
      return method.title ?? method.fields.map(({ title }) => title).join(', ');
    case 'oauth2':
      return 'Sign in with a browser';
  }
}
