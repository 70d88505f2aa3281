import type { FakeRequest, FakeRequestKind } from './fake-request-log.ts';

/** What a request gets instead of its answer. */
export type FakeFault =
  /** Any status with the fake's error body: 401, 403, 404, 410, 500, 503 ... */
  | { readonly type: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /**
   * Too many requests: this one and all of its bucket are refused until `seconds` have passed. `as`: Retry-After in
   * seconds (default) or as a date. `status`: 429 (default) or 503.
   */
  | {
      readonly type: 'rate-limit';
      readonly seconds: number;
      readonly as?: 'seconds' | 'date';
      readonly status?: 429 | 503;
    }
  /** The first half of the answer as if it were all. */
  | { readonly type: 'truncate' }
  /** The answer with every list in it replaced by a text. */
  | { readonly type: 'mistype' }
  /** The answer with fields that nobody described, in every object. */
  | { readonly type: 'more-fields' }
  /** Status 200 with this JSON. */
  | { readonly type: 'json'; readonly json: unknown }
  /** A login page with status 200. */
  | { readonly type: 'html' }
  /** Half of the answer at once, the rest after this time of the machine. */
  | { readonly type: 'slow'; readonly milliseconds: number }
  /** Never an answer, until the fake is closed or the client goes away. */
  | { readonly type: 'stuck' }
  /** The connection breaks: before the answer, or after half of it. */
  | { readonly type: 'reset'; readonly when?: 'before' | 'half' }
  /** What the last request of the same route got, once more: a duplicate page; for ever it is endless paging. */
  | { readonly type: 'repeat' };

/** The n-th request (from 1), every request of a kind, or what the function says. */
export type FakeFaultCondition = number | FakeRequestKind | ((request: FakeRequest) => boolean);

/** Plans what goes wrong. Faults come after credentials were checked and before limits are. */
export interface FakeFaults {
  /** It happens `times` times: default once for a number, always for others. The first plan that applies is used. */
  at(when: FakeFaultCondition, fault: FakeFault, times?: number): void;
  /** No more faults. */
  clear(): void;
}

interface Plan {
  readonly applies: (request: FakeRequest) => boolean;
  readonly fault: FakeFault;
  left: number;
}

/** The plans with their reading side. */
export class FakeFaultPlan implements FakeFaults {
  #plans: Plan[] = [];

  at(
    when: FakeFaultCondition,
    fault: FakeFault,
    times: number = typeof when === 'number' ? 1 : Number.POSITIVE_INFINITY,
  ): void {
    this.#plans.push({ applies: conditionOf(when), fault, left: times });
  }

  clear(): void {
    this.#plans = [];
  }

  /** The fault for a request, used up once. */
  take(request: FakeRequest): FakeFault | undefined {
    const plan = this.#plans.find(({ left, applies }) => left > 0 && applies(request));
    if (plan) plan.left -= 1;
    return plan?.fault;
  }
}

function conditionOf(when: FakeFaultCondition): (request: FakeRequest) => boolean {
  if (typeof when === 'function') return when;
  return (request) => (typeof when === 'number' ? request.number : request.kind) === when;
}
