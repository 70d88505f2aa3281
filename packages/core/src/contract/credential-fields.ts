import type { AuthMethod } from './auth.ts';

/** One credential that a person gives. */
export interface CredentialField {
  /** Its key among the credentials of a data source. */
  readonly name: string;
  /** Label in forms. */
  readonly title: string;
  readonly help?: string;
  /** False: others may see it, as a user name. It is kept encrypted all the same. */
  readonly isSecret: boolean;
}

/** What a way to sign in asks for. Undefined: nothing that a person could type, for it needs a browser. */
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
      return method.fields.map(({ name, title, help, secret = true }) => ({ name, title, help, isSecret: secret }));
    case 'oauth2':
      return undefined;
  }
}
