import type { Manifest } from '@acequia/engine';

export type AuthMethod = Manifest['auth'][number];

/** One credential that a person gives. */
export interface CredentialField {
  readonly name: string;
  readonly title: string;
  readonly help?: string;
  readonly isSecret: boolean;
}

/** What a way to sign in asks for. Undefined: it cannot be used from here, for it needs a browser. */
export function credentialFields(method: AuthMethod): CredentialField[] | undefined {
  switch (method.type) {
    case 'none':
      return [];
    case 'token':
      return [{ name: 'token', title: method.title ?? 'Access token', help: method.help, isSecret: true }];
    case 'basic':
      return [
        { name: 'username', title: 'User name', help: method.help, isSecret: false },
        { name: 'password', title: 'Password', isSecret: true },
      ];
    case 'service-account':
      return method.fields.map(({ name, title, help }) => ({ name, title, help, isSecret: true }));
    case 'oauth2':
      return undefined;
  }
}

/** A way to sign in, for a list of them. */
export function nameOfMethod(method: AuthMethod): string {
  switch (method.type) {
    case 'none':
      return 'No credentials';
    case 'token':
      return method.title ?? 'Access token';
    case 'basic':
      return method.title ?? 'User name and password';
    case 'service-account':
      return method.fields.map(({ title }) => title).join(', ');
    case 'oauth2':
      return 'Sign in with a browser';
  }
}
