/** Bytes of UTF-8 that nearly every file system takes, with room for what is added. */
const longest = 180;

// Reserved by Windows, with and without an extension.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A title as the name of a file or folder that every usual file system takes and that leads nowhere else. Two titles may
 * give the same name.
 */
export function safeName(title: string): string {
  const name = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]+/gu, '')
    .replace(/[<>:"/\\|?*]+/g, '-');
  const cut = cutBytes(name.trim(), longest).replace(/[. ]+$/, '');
  if (cut === '') return 'untitled';
  return reserved.test(cut) ? `_${cut}` : cut;
}

/** Keeps the ending: it says what a document was. */
function cutBytes(name: string, most: number): string {
  if (Buffer.byteLength(name) <= most) return name;
  const [ending = ''] = /\.[^. ]{1,10}$/.exec(name) ?? [];
  const room = most - Buffer.byteLength(ending);
  let kept = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return kept + ending;
}
