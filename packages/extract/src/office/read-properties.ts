import type { Json } from '@acequia/core';
import { parseXml } from '../xml/parse-xml.ts';

const maxLength = 1000;

/** Elements of Dublin Core and of OpenDocument's meta.xml, by the field that they become. */
const fieldNames: Readonly<Record<string, string>> = {
  title: 'title',
  creator: 'author',
  'initial-creator': 'author',
  description: 'description',
  subject: 'subject',
  keywords: 'keywords',
  keyword: 'keywords',
  language: 'language',
  created: 'createdAt',
  'creation-date': 'createdAt',
  modified: 'modifiedAt',
  date: 'modifiedAt',
};

/** Title, authors and dates that an Office or OpenDocument file, or an e-book, says about itself. Times are ISO 8601. */
export async function readProperties(chunks: AsyncIterable<Uint8Array>): Promise<Record<string, Json>> {
  const found = new Map<string, string[]>();
  let open: string | undefined;
  let text = '';
  await parseXml(chunks, {
    open(name) {
      open = fieldNames[name];
      text = '';
    },
    text(data) {
      if (open !== undefined && text.length < maxLength) text += data;
    },
    close(name) {
      const field = fieldNames[name];
      const value = text.replace(/\s+/g, ' ').trim().slice(0, maxLength).toWellFormed();
      if (open !== undefined && field === open && value !== '') found.set(field, [...(found.get(field) ?? []), value]);
      open = undefined;
    },
  });
  const first = (field: string) => found.get(field)?.[0];
  const authors = [...new Set(found.get('author') ?? [])].slice(0, 100);
  const texts = ['title', 'description', 'subject', 'language'].map((field) => [field, first(field)] as const);
  const times = ['createdAt', 'modifiedAt'].map((field) => [field, readTime(first(field))] as const);
  const keywords = found.get('keywords')?.join(', ');
  return Object.fromEntries([
    ...[...texts, ...times, ['keywords', keywords] as const].flatMap(([field, value]) =>
      value ? [[field, value]] : [],
    ),
    ...(authors.length > 0 ? [['authors', authors]] : []),
  ]);
}

function readTime(written: string | undefined): string | undefined {
  const time = written === undefined ? Number.NaN : Date.parse(written);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
