import type { FakeRequest, FakeRequestKind } from './fake-request-log.ts';

/** What a fake answers. */
export interface FakeAnswer {
  /** Default 200. */
  readonly status?: number;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. Not together with `body`; neither of them: an empty answer. */
  readonly json?: unknown;
  /** Sent as it is; its type is the header `content-type`, default `text/plain; charset=utf-8` or bytes. */
  readonly body?: string | Uint8Array;
}

/** One address of an API. */
export interface FakeRoute {
  /** `GET /v1/pages/:id/markdown`: method (`*`: any), path with `:names` for single segments, and `*name` at the end for the rest. */
  readonly route: string;
  readonly kind: FakeRequestKind | ((request: Omit<FakeRequest, 'kind' | 'bucket'>) => FakeRequestKind);
  /** The rate limit that it counts against. Default `default`. */
  readonly bucket?: string | ((request: Omit<FakeRequest, 'kind' | 'bucket'>) => string);
  /** True: anybody may ask (signing in, pre-signed addresses). */
  readonly open?: boolean;
  /** What a service in good health answers. What it throws is a 500 with the message. */
  answer(request: FakeRequest): FakeAnswer | Promise<FakeAnswer>;
}

/** Which route an address fits, with its decoded parameters. */
export type RouteMatch = { readonly route: FakeRoute; readonly params: Readonly<Record<string, string>> };

/** Compiles routes; the first that fits is taken. */
export function createRouter(routes: readonly FakeRoute[]): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes.map((route) => {
    const [method = '*', pattern = ''] = route.route.split(' ');
    return { route, method, segments: pattern.split('/').slice(1) };
  });
  return (method, path) => {
    const segments = decodeSegments(path);
    if (!segments) return undefined;
    for (const { route, method: wanted, segments: pattern } of compiled) {
      const params = wanted === '*' || wanted === method ? matchSegments(pattern, segments) : undefined;
      if (params) return { route, params };
    }
    return undefined;
  };
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith('*')) {
      params[part.slice(1)] = segments.slice(index).join('/');
      return params;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return pattern.length === segments.length ? params : undefined;
}

/** Undefined for a path that cannot be decoded: there is nothing at such an address. */
function decodeSegments(path: string): string[] | undefined {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
