import type { Json } from '@acequia/core';

/** Deeper values are not looked into: they are shown as they are written. */
const maxDepth = 100;

export type ParsedJson = { readonly value: Json } | { readonly problem: string };

/** Parses JSON without losing the digits of large numbers, and without trusting its depth. */
export function parseJson(text: string): ParsedJson {
  if (nestsDeeper(text)) return { problem: `It is nested deeper than ${maxDepth} levels.` };
  try {
    return { value: hasLongNumber(text) ? parseExactly(text) : JSON.parse(text) };
  } catch (error) {
    return { problem: `It is not valid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function hasLongNumber(text: string): boolean {
  return /\d{16}/.test(text);
}

/** An id of 20 digits stays that id, as text. https://tc39.es/proposal-json-parse-with-source/ */
function parseExactly(text: string): Json {
  const revive = (_key: string, value: Json, { source }: { source?: string }): Json =>
    typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER && source !== undefined ? source : value;
  return JSON.parse(text, revive as (key: string, value: Json) => Json);
}

function nestsDeeper(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > maxDepth) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}
