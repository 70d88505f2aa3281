import type { FakeSource } from '../fake/fake-source.ts';
import { watchReading } from './cut-reading.ts';
import type { SuiteHost } from './suite-host.ts';

/**
 * Has `act` called (and waited for) again and again while the source is read, numbered from 1: before each answer, or,
 * where the source is not asked by requests, after each change that is read. Ends by what it answers.
 */
export function whileReading(
  { host, source }: { readonly host: SuiteHost; readonly source: FakeSource },
  act: (step: number) => Promise<void> | void,
): () => void {
  let step = 0;
  if (source.cannot.requests === undefined) {
    source.onRequest(() => act(++step));
    return () => source.onRequest(undefined);
  }
  const { connector } = host;
  host.use(watchReading(connector, () => act(++step)));
  return () => host.use(connector);
}
