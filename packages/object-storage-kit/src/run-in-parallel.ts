/**
 * Does work for each item, up to `width` at a time, and gives the results as they come. The first error ends it, after
 * what is under way has ended.
 */
export async function* runInParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running = new Map<number, Promise<{ readonly index: number; readonly result: R }>>();
  let next = 0;
  try {
    while (next < items.length || running.size > 0) {
      for (const item of items.slice(next, next + width - running.size)) {
        const index = next++;
        running.set(
          index,
          work(item).then((result) => ({ index, result })),
        );
      }
      const { index, result } = await Promise.race(running.values());
      running.delete(index);
      yield result;
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}
