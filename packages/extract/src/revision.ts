/** Raised by hand whenever the same bytes would give other markdown: what was extracted under another one is extracted again. */
export const revision = 'acequia-extract-3';
