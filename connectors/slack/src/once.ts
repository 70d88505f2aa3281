/** Something that is loaded when it is first wanted. */
export interface Once<T> {
  /** What was loaded, or what `load` gives. What another reading began to load and could not is loaded again. */
  get(load: () => Promise<T>): Promise<T>;
  close(): void;
}

/** For `context.share`: it outlives the reading that opened it, so who asks brings the way to load it along. */
export function createOnce<T>(): Once<T> {
  let loading: Promise<T> | undefined;
  return {
    async get(load) {
      for (let theirs = loading; theirs; theirs = loading) {
        const loaded = await theirs.then(
          (value) => ({ value }),
          () => undefined,
        );
        if (loaded) return loaded.value;
        if (loading === theirs) loading = undefined;
      }
      loading = load();
      return loading;
    },
    close() {
      loading = undefined;
    },
  };
}
