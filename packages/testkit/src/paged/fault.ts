import type { ItemFault, ItemFaults } from '../model/item-faults.ts';
import type { PagedRequest, RequestKind } from './paged-request.ts';

/** What a request gets instead of its answer. */
export type Fault =
  /** Any status, with a JSON error as its body: 401, 403, 404, 410, 500, 503 ... */
  | { readonly type: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /**
   * 429, for this request and all of its bucket until `seconds` have passed. `as`: Retry-After in seconds (default) or
   * as a date. `status`: 429 (default) or 503.
   */
  | {
      readonly type: 'rate-limit';
      readonly seconds: number;
      readonly as?: 'seconds' | 'date';
      readonly status?: number;
    }
  /** The first half of the JSON as if it were all. */
  | { readonly type: 'truncate' }
  /** Status 200 with this JSON; default: lists that are texts. */
  | { readonly type: 'json'; readonly json?: unknown }
  /** A login page with status 200. */
  | { readonly type: 'html' }
  /** Half of the answer at once, the rest after this time. */
  | { readonly type: 'slow'; readonly milliseconds: number }
  /** Never an answer, until the source is closed or the client goes away. */
  | { readonly type: 'stuck' }
  /** The connection breaks: before the answer, or after half of it. */
  | { readonly type: 'reset'; readonly when?: 'before' | 'half' }
  /** The page that came before, once more. Listings of documents and ids only; others are answered as always. */
  | { readonly type: 'duplicate-page' }
  /** A page without items that says that there is more. */
  | { readonly type: 'endless' }
  /** A page without items that is the last. */
  | { readonly type: 'empty' };

export type FaultCondition = number | RequestKind | ((request: PagedRequest) => boolean);

/** The faults of a source: planned by request, or lasting for single documents. */
export interface Faults {
  /** `when`: the n-th request (from 1), every request of a kind, or what the function says. It happens `times` times, default once for a number and always for others. */
  at(when: FaultCondition, fault: Fault, times?: number): void;
  /** Lasts until it is cleared; undefined clears it. */
  item(id: string, fault: ItemFault | undefined): void;
  /** Lasting faults of single documents. */
  readonly items: ItemFaults;
  /** No more faults of any kind. */
  clear(): void;
}

interface Plan {
  readonly applies: (request: PagedRequest) => boolean;
  readonly fault: Fault;
  left: number;
}

export class FaultPlan implements Faults {
  readonly #items = new Map<string, ItemFault>();
  #plans: Plan[] = [];

  get items(): ItemFaults {
    return this.#items;
  }

  at(
    when: FaultCondition,
    fault: Fault,
    times: number = typeof when === 'number' ? 1 : Number.POSITIVE_INFINITY,
  ): void {
    this.#plans.push({ applies: conditionOf(when), fault, left: times });
  }

  item(id: string, fault: ItemFault | undefined): void {
    if (fault === undefined) this.#items.delete(id);
    else this.#items.set(id, fault);
  }

  clear(): void {
    this.#plans = [];
    this.#items.clear();
  }

  /** The first planned fault for a request, used up once. */
  take(request: PagedRequest): Fault | undefined {
    const plan = this.#plans.find((one) => one.left > 0 && one.applies(request));
    if (plan) plan.left -= 1;
    return plan?.fault;
  }
}

function conditionOf(when: FaultCondition): (request: PagedRequest) => boolean {
  if (typeof when === 'function') return when;
  return (request) => (typeof when === 'number' ? request.number : request.kind) === when;
}
