import type { FakeRequest } from './fake-request-log.ts';
import type { FakeAnswer, FakeRoute } from './fake-route.ts';

/** Who may ask. */
export interface FakeAuth {
  /** What a client that is in order signs with now; see `FakeSource.credentials`. */
  credentials(): Readonly<Record<string, string>>;
  accepts(request: Pick<FakeRequest, 'headers'>): boolean;
  /** What was accepted until now is refused from now on, and `credentials` gives new ones. */
  expire(): void;
}

/** One token in a header. `header` default `authorization`, `prefix` default `Bearer `. */
export function tokenAuth(token: string, options: { header?: string; prefix?: string } = {}): FakeAuth {
  const { header = 'authorization', prefix = 'Bearer ' } = options;
  let generation = 0;
  const current = () => (generation === 0 ? token : `${token}-${generation}`);
  return {
    credentials: () => ({ token: current() }),
    accepts: ({ headers }) => headers[header.toLowerCase()] === `${prefix}${current()}`,
    expire() {
      generation += 1;
    },
  };
}

/** User name and password. Expired: another password. */
export function basicAuth(username: string, password: string): FakeAuth {
  let generation = 0;
  const current = () => (generation === 0 ? password : `${password}-${generation}`);
  return {
    credentials: () => ({ username, password: current() }),
    accepts: ({ headers }) =>
      headers.authorization === `Basic ${Buffer.from(`${username}:${current()}`).toString('base64')}`,
    expire() {
      generation += 1;
    },
  };
}

export interface SignedInOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What stays: client or application id and secret, the first refresh token. Given by `credentials`. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Milliseconds that an access token lives. Default 2 hours. */
  readonly lifetime?: number;
}

/** Access tokens that a client signs in for and that run out. */
export interface FakeSignIn extends FakeAuth {
  /** A new access token; older ones live on until they run out. */
  issue(): { readonly token: string; readonly expiresAt: number };
  /** A refresh token that works once: gives the next pair, or undefined for one that is unknown or was used. */
  refresh(refreshToken: string): { readonly token: string; readonly refreshToken: string } | undefined;
}

/** Short-lived bearer tokens, as application credentials and OAuth give them. */
export function signInAuth({ now, credentials, lifetime = 7_200_000 }: SignedInOptions): FakeSignIn {
  const tokens = new Map<string, number>();
  let refreshToken = credentials.refreshToken ?? 'refresh-token-0';
  let issued = 0;
  function issue(): { token: string; expiresAt: number } {
    const token = `access-token-${++issued}`;
    const expiresAt = now() + lifetime;
    tokens.set(token, expiresAt);
    return { token, expiresAt };
  }
  return {
    credentials: () => ({ ...credentials, refreshToken }),
    accepts({ headers }) {
      const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
      return (tokens.get(token) ?? 0) > now();
    },
    expire: () => tokens.clear(),
    issue,
    refresh(given) {
      if (given !== refreshToken) return undefined;
      refreshToken = `refresh-token-${issued + 1}`;
      return { token: issue().token, refreshToken };
    },
  };
}

/** The token address of OAuth 2 for refreshing, with rotating refresh tokens. */
export function oauthTokenRoute(path: string, signIn: FakeSignIn): FakeRoute {
  return {
    route: `POST ${path}`,
    kind: 'token',
    bucket: 'token',
    open: true,
    answer(request): FakeAnswer {
      const form = new URLSearchParams(Buffer.from(request.body).toString());
      const pair =
        form.get('grant_type') === 'refresh_token' ? signIn.refresh(form.get('refresh_token') ?? '') : undefined;
      if (!pair) return { status: 400, json: { error: 'invalid_grant' } };
      const { token, refreshToken } = pair;
      return { json: { access_token: token, refresh_token: refreshToken, token_type: 'Bearer', expires_in: 7200 } };
    },
  };
}
