import type { Clock, ResolvedHost } from '@acequia/core';
import { Agent, type Dispatcher } from 'undici';
import { createRateBudgets, type RateBudgets } from './budget/rate-budgets.ts';
import type { EgressPolicy } from './egress/egress-policy.ts';
import { createGuardedConnector } from './egress/guarded-connector.ts';

export interface HttpHostOptions {
  readonly egress: EgressPolicy;
  readonly clock: Clock;
  /** Default: new ones, known to this host only. */
  readonly budgets?: RateBudgets;
  /** At once, per origin. Default 64. */
  readonly connections?: number;
  /** Milliseconds for name, TCP and TLS together. Default 10,000. */
  readonly connectTimeout?: number;
  /** Milliseconds that an unused connection is kept, where the server names no shorter time. Default 4,000. */
  readonly keepAlive?: number;
}

/** What all clients of a process share: connections, egress policy, budgets. Lives as long as the engine. */
export interface HttpHost {
  readonly egress: EgressPolicy;
  readonly clock: Clock;
  readonly budgets: RateBudgets;
  /** For clients of this package only. */
  readonly dispatcher: Dispatcher;
  /** For sockets of other protocols; see {@link EgressPolicy.resolveHost}. */
  resolve(host: string, port: number): Promise<ResolvedHost>;
  /** Ends all connections; what is in flight fails. */
  close(): Promise<void>;
}

export function createHttpHost(options: HttpHostOptions): HttpHost {
  const { egress, clock, connectTimeout = 10_000 } = options;
  const dispatcher = new Agent({
    connect: createGuardedConnector({ egress, timeout: connectTimeout }),
    connections: options.connections ?? 64,
    keepAliveTimeout: options.keepAlive ?? 4000,
    allowH2: false,
    pipelining: 1,
  });
  return {
    egress,
    clock,
    budgets: options.budgets ?? createRateBudgets({ clock }),
    dispatcher,
    resolve: (host, port) => egress.resolveHost(host, port),
    close: () => dispatcher.destroy(null),
  };
}
