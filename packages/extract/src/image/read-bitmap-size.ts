/** The size of a Windows bitmap, which no library for metadata reads; undefined for another file. */
export function readBitmapSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4d || bytes.byteLength < 26) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getInt32(18, true);
  const height = Math.abs(view.getInt32(22, true));
  return width > 0 && height > 0 ? { width, height } : undefined;
}
