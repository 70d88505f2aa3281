import type { Json } from '@acequia/core/contract';
import { z } from 'zod';
import type { Property } from './answer-schemas.ts';
import { plainText } from './plain-text.ts';

const named = z.object({ name: z.string() });
const date = z.object({ start: z.string(), end: z.string().nullish() });
const typed = z.looseObject({ type: z.string() });

/**
 * The value of a property of a row, as text, number, boolean or list of them; undefined when it is empty or says nothing
 * by itself (buttons, relations, files, who edited when). https://developers.notion.com/reference/page-property-values
 */
export function fieldOf(property: Pick<Property, 'type'> & { readonly [name: string]: unknown }): Json | undefined {
  const value = property[property.type];
  switch (property.type) {
    case 'title':
    case 'rich_text':
      return plainText(value) || undefined;
    case 'number':
    case 'string':
    case 'boolean':
    case 'checkbox':
    case 'url':
    case 'email':
    case 'phone_number':
      return scalar(value);
    case 'select':
    case 'status':
    case 'place':
      return named.safeParse(value).data?.name;
    case 'multi_select':
      return listOf(value, (one) => named.safeParse(one).data?.name);
    case 'people':
      // Without the capability for user information there is only an id.
      return listOf(value, (one) => named.safeParse(one).data?.name);
    case 'date':
      return dateText(value);
    case 'unique_id':
      return uniqueId(value);
    case 'verification':
      return z.object({ state: z.string() }).safeParse(value).data?.state;
    case 'formula':
    case 'rollup': {
      const inner = typed.safeParse(value);
      return inner.success ? fieldOf(inner.data) : undefined;
    }
    case 'array':
      return listOf(value, (one) => {
        const inner = typed.safeParse(one);
        return inner.success ? fieldOf(inner.data) : undefined;
      });
    default:
      return undefined;
  }
}

function scalar(value: unknown): Json | undefined {
  if (typeof value === 'string') return value || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function listOf(value: unknown, map: (one: unknown) => Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  const values = value.map(map).filter((one) => one !== undefined);
  return values.length > 0 ? values : undefined;
}

function dateText(value: unknown): string | undefined {
  const parsed = date.safeParse(value);
  if (!parsed.success) return undefined;
  return parsed.data.end ? `${parsed.data.start} – ${parsed.data.end}` : parsed.data.start;
}

function uniqueId(value: unknown): string | undefined {
  const parsed = z.object({ prefix: z.string().nullish(), number: z.number() }).safeParse(value);
  if (!parsed.success) return undefined;
  return parsed.data.prefix ? `${parsed.data.prefix}-${parsed.data.number}` : String(parsed.data.number);
}
