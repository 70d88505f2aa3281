/** Runs `act` as the user `nobody` when the tests run as root, to whom no file is forbidden. */
export async function withoutRoot<T>(act: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
