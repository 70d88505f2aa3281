/** Something that is loaded when it is first wanted. */
export interface Once<T> {
  /** What was loaded, or what `load` gives. What could not be loaded is loaded again. */
  get(load: () => Promise<T>): Promise<T>;
  close(): void;
}

/** For `context.share`, which outlives the reading that opened it: who asks brings the way to load it along. */
export function createOnce<T>(): Once<T> {
  let loaded: { readonly value: T } | undefined;
  return {
    async get(load) {
      loaded ??= { value: await load() };
      return loaded.value;
    },
    close() {
      loaded = undefined;
    },
  };
}
