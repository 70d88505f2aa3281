import type { Resource } from './resource.ts';

/** Milliseconds within which two changes of a file may have the same time in whole seconds. */
const tick = 2000;

/**
 * The version of a file's content: its etag, else the checksum that the server keeps, else its time, always with the
 * size.
 *
 * Where a time is all that tells two contents apart (no etag; a weak one, with which the server itself warns; one that is
 * written from whole seconds), a file that changed within two seconds before `answeredAt` has no version: another change
 * in the same second would not be seen. So a server that says "now" for every file has none either.
 *
 * @param answeredAt when the server answered, by its own clock; undefined: it does not say
 */
export function versionOf(file: Resource, answeredAt: number | undefined): string | undefined {
  const text = markOf(file, answeredAt);
  return text === undefined || file.size === undefined ? text : `${text} ${file.size}`;
}

function markOf({ etag, weak, checksum, modifiedAt }: Resource, answeredAt: number | undefined): string | undefined {
  // First, because it costs less than to look into the etag and settles nearly all files.
  if (checksum === undefined && !isFresh(modifiedAt, answeredAt)) return etag ?? modifiedAt?.toString();
  if (etag !== undefined && !weak && !isWholeSeconds(etag, modifiedAt)) return etag;
  return checksum;
}

/** Whether a file's time is that of the answer: it has just changed, or the server says "now" for every file. */
function isFresh(modifiedAt: number | undefined, answeredAt: number | undefined): boolean {
  return modifiedAt !== undefined && answeredAt !== undefined && Math.abs(answeredAt - modifiedAt) <= tick;
}

/**
 * Whether an etag holds the file's time and no fraction of its second: nginx writes seconds and size, Go's library
 * (rclone) nanoseconds and size, which a coarse disk leaves at zero. https://pkg.go.dev/golang.org/x/net/webdav#ETager
 */
function isWholeSeconds(etag: string, modifiedAt: number | undefined): boolean {
  if (modifiedAt === undefined) return false;
  const seconds = BigInt(Math.floor(modifiedAt / 1000));
  return [1n, 1000n, 1_000_000n, 1_000_000_000n].some((unit) => {
    const time = seconds * unit;
    return etag.includes(time.toString(16)) || etag.includes(String(time));
  });
}
