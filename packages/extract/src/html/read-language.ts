const named = /(?:^|\s)(?:language|lang|highlight-source|highlight-text|brush:?)[-\s]?([a-z0-9+#_-]{1,30})(?:[;\s]|$)/i;

/** The language of a code block, as the class of its element names it; empty when it does not. */
export function readLanguage(className: string | undefined): string {
  return named.exec(className?.slice(0, 500) ?? '')?.[1]?.toLowerCase() ?? '';
}

/** A `<div>` around a code block, as GitHub and Jekyll write it. */
export function readWrapperLanguage(className: string | undefined): string {
  return className?.includes('highlight') ? readLanguage(className) : '';
}
