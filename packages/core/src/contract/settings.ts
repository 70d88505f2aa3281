import { z } from 'zod';
import type { Json } from './json.ts';

/** What a settings field may say about itself with `.meta({...})`, beside zod's own `title` and `description`. */
export interface SettingMeta {
  /** Label in forms. */
  readonly title?: string;
  /** Help below the field. */
  readonly description?: string;
  /** Encrypted at rest, never printed, never in answers. */
  readonly secret?: boolean;
  /** Position in forms, ascending. Default: the order of the schema. */
  readonly order?: number;
  /** Shown only while another field has this value. */
  readonly when?: { readonly field: string; readonly is: string | number | boolean };
  /** A changed value makes every stored content stale. */
  readonly refetch?: boolean;
}

declare module 'zod' {
  interface GlobalMeta extends SettingMeta {}
}

/** A settings schema as JSON Schema 2020-12 (input side), with `secret`, `order`, `when` and `refetch` as extra keywords. */
export function settingsJsonSchema(settings: z.ZodType): { readonly [keyword: string]: Json } {
  return JSON.parse(JSON.stringify(z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })));
}

/** Names of the top-level settings whose meta has `keyword` set, in schema order. */
export function settingsMarked(settings: z.ZodType, keyword: 'secret' | 'refetch'): string[] {
  const properties = settingsJsonSchema(settings).properties;
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' && schema !== null && (schema as Record<string, unknown>)[keyword] === true
      ? [name]
      : [],
  );
}
