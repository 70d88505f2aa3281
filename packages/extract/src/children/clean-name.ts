const maxLength = 1000;

/** A file name, with its folders, that leads nowhere else: no "..", no root, no control characters. */
export function cleanName(written: string): string {
  const parts = dropControls(written)
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part));
  const name = parts.join('/');
  return name === '' ? 'unnamed' : name.slice(-maxLength).replace(/^\/+/, '').toWellFormed();
}

/** Also marks that turn the direction of text: "cod.exe" can be made to look like "exe.doc". */
function dropControls(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
