import type { Json } from './json.ts';

/** How a data source proves who it is. Declarative: the host asks for the fields, keeps them encrypted and signs the requests. */
export type AuthMethod = (
  | {
      readonly type: 'none';
      /** Shown where there are several ways, e.g. "Access key from the environment". */
      readonly title?: string;
    }
  | {
      readonly type: 'token';
      /** Shown in the form, e.g. "Integration token". */
      readonly title?: string;
      readonly help?: string;
      /** Header that carries the token. Default `authorization`. */
      readonly header?: string;
      /** Written before the token. Default `Bearer `. */
      readonly prefix?: string;
    }
  | { readonly type: 'basic'; readonly title?: string; readonly help?: string }
  | {
      readonly type: 'oauth2';
      readonly authorizationUrl: string;
      readonly tokenUrl: string;
      readonly scopes: readonly string[];
      /** True where each refresh replaces the refresh token. */
      readonly rotatesRefreshToken?: boolean;
    }
  | {
      readonly type: 'service-account';
      /** Shown where there are several ways, e.g. "Access key". Default: the titles of the fields. */
      readonly title?: string;
      /** The fields that the user pastes. */
      readonly fields: readonly {
        readonly name: string;
        readonly title: string;
        readonly help?: string;
        /** Default true. False for what others may see, e.g. the id of a client. */
        readonly secret?: boolean;
      }[];
    }
) & {
  /**
   * Settings that mean this way to sign in, e.g. `{ signIn: 'machine' }`: a form sets them instead of asking. Absent: the
   * credentials alone tell.
   */
  readonly settings?: { readonly [name: string]: Json };
};
