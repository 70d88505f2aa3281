export type { EnterOptions, RateBudget } from './budget/rate-budget.ts';
export { type Block, createRateBudgets, type RateBudgets, type RateBudgetsOptions } from './budget/rate-budgets.ts';
export type { RateLimit } from './budget/rate-limit.ts';
export {
  createEgressPolicy,
  type EgressPolicy,
  type EgressPolicyOptions,
  type HostAddress,
} from './egress/egress-policy.ts';
export { createHttpClient } from './http-client.ts';
export type { GuardedHttpClient, HttpClientOptions, HttpWait } from './http-client-options.ts';
export type { HttpCounters } from './http-counters.ts';
export { createHttpHost, type HttpHost, type HttpHostOptions } from './http-host.ts';
export { createRedactor, type Redactor } from './redaction/redactor.ts';
export type { HttpExchange } from './request/exchanger.ts';
export type { HttpLimits } from './request/http-limits.ts';
export type { RequestAuth, SignRequest } from './request/request-auth.ts';
