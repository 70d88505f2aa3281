import type { Wire } from './wire.ts';

/** Streams that one side holds and the other one draws from, element by element. */
export class Streams {
  readonly #iterators = new Map<number, AsyncIterator<unknown>>();
  #next = 0;

  /** Names a stream for the other side. */
  add(stream: AsyncIterable<unknown>): number {
    this.#iterators.set(++this.#next, stream[Symbol.asyncIterator]());
    return this.#next;
  }

  /** What the other side calls, under names that begin with `prefix`. */
  handlers(prefix: string) {
    return {
      [`${prefix}.next`]: async (id: number) => {
        const result = await this.#iterators.get(id)?.next();
        if (!result || result.done) this.#iterators.delete(id);
        return result && !result.done ? { done: false, value: result.value } : { done: true };
      },
      [`${prefix}.return`]: async (id: number) => {
        await this.#iterators.get(id)?.return?.();
        this.#iterators.delete(id);
      },
    };
  }
}

/** A stream that the other side holds. */
export async function* drawFrom<T>(wire: Pick<Wire, 'call'>, prefix: string, id: number): AsyncGenerator<T> {
  let open = true;
  try {
    for (;;) {
      const { done, value } = await wire.call<{ done: boolean; value: T }>(`${prefix}.next`, id);
      if (done) {
        open = false;
        return;
      }
      yield value;
    }
  } catch (error) {
    open = false;
    throw error;
  } finally {
    if (open) await wire.call(`${prefix}.return`, id);
  }
}
