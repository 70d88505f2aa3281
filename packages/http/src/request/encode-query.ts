import type { HttpRequest } from '@acequia/core';

/** Percent-encoded `a=1&b=2`; empty when nothing is left. Lone surrogates become U+FFFD: they have no encoding. */
export function encodeQuery(query: NonNullable<HttpRequest['query']>): string {
  let encoded = '';
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const pair = `${encodeText(name)}=${encodeText(String(value))}`;
    encoded = encoded === '' ? pair : `${encoded}&${pair}`;
  }
  return encoded;
}

function encodeText(text: string): string {
  return encodeURIComponent(text.isWellFormed() ? text : text.toWellFormed());
}
