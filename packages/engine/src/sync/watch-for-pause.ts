import type { Database } from '@acequia/store';

/** Milliseconds between two looks. */
const interval = 2000;

/**
 * A signal that aborts soon after a data source was paused, by whatever process. A look that fails says nothing: the
 * sync meets the same database, and tells.
 */
export function watchForPause(
  { reader }: Database,
  dataSourceId: number,
): { readonly signal: AbortSignal; end(): void } {
  const stop = new AbortController();
  const look = async () => {
    const [row] = await reader.all<{ status: string }>('SELECT status FROM data_sources WHERE id = ?', [dataSourceId]);
    if (row?.status === 'paused') stop.abort();
  };
  const timer = setInterval(() => void look().catch(() => undefined), interval).unref();
  return { signal: stop.signal, end: () => clearInterval(timer) };
}
