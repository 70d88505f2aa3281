import type { MessagePort } from 'node:worker_threads';
import { describeError, type ErrorDescription, errorFrom } from '@acequia/core';

type Message =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorDescription };

/** What the other side may call. */
export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Calls over a port, both ways. What crosses is cloned: data and nothing else. Errors arrive as a SourceError of the same kind. */
export class Wire {
  readonly #port: MessagePort;
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  #handlers: Handlers = {};
  #next = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: Message) => void this.#receive(message));
    port.unref();
  }

  serve(handlers: Handlers): void {
    this.#handlers = handlers;
  }

  /** Rejects with what the other side threw, or when an argument cannot be cloned. */
  async call<T>(name: string, ...args: readonly unknown[]): Promise<T> {
    const id = ++this.#next;
    const pending = Promise.withResolvers<unknown>();
    this.#port.postMessage({ type: 'call', id, name, args } satisfies Message);
    this.#pending.set(id, pending);
    return (await pending.promise) as T;
  }

  close(): void {
    this.#port.close();
  }

  async #receive(message: Message): Promise<void> {
    if (message.type === 'call') return this.#answer(message);
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'answer') pending?.resolve(message.value);
    else pending?.reject(errorFrom(message.error));
  }

  async #answer({ id, name, args }: Extract<Message, { type: 'call' }>): Promise<void> {
    try {
      const handler = this.#handlers[name] as ((...args: readonly unknown[]) => unknown) | undefined;
      if (!handler) throw new Error(`nothing is called ${name} here`);
      const value = await handler(...args);
      this.#port.postMessage({ type: 'answer', id, value } satisfies Message);
    } catch (error) {
      this.#port.postMessage({ type: 'error', id, error: describeError(error) } satisfies Message);
    }
  }
}
