/** All that a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of stream) found.push(item);
  return found;
}

/** The only element of a stream; throws when there are none or more. */
export async function only<T>(stream: AsyncIterable<T>): Promise<T> {
  const [one, ...more] = await collect(stream);
  if (one === undefined || more.length > 0) throw new Error(`${more.length + Number(one !== undefined)} elements`);
  return one;
}
