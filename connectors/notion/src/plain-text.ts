import { richText } from './answer-schemas.ts';

/** The text of a rich text value; empty for what is none. */
export function plainText(value: unknown): string {
  const parsed = richText.safeParse(value);
  return parsed.success ? parsed.data.map(({ plain_text }) => plain_text).join('') : '';
}
