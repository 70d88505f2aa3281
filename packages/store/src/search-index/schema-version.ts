/** Raise it when tables, chunks or terms change: indexes of another version are emptied and follow the change log anew. */
const revision = 1;

/** Positive 31-bit integer. Terms depend on the Unicode tables of this Node too: what other tables made cannot be found or deleted. */
export function searchSchemaVersion(): number {
  const [major = 0, minor = 0] = (process.versions.unicode ?? '').split('.').map(Number);
  return revision * 10_000 + major * 10 + minor;
}
