import type { Context, Document, Json } from '@acequia/core/contract';
import { z } from 'zod';
import { list } from './answer-schemas.ts';
import { ask } from './client.ts';
import { blockFileDocument, propertyFileDocument } from './file-document.ts';
import { nextToken } from './next-token.ts';
import { pageComments } from './page-comments.ts';
import { pageMarkdown } from './page-markdown.ts';
import { fieldOf } from './property-values.ts';
import { getPage, pageBlocks } from './requests.ts';
import { type RowExtras, readRow, rowText } from './row-extras.ts';
import type { Settings } from './settings.ts';

/** Only pages with such a tag have files: https://developers.notion.com/guides/data-apis/enhanced-markdown */
const fileTag = /<(?:file|pdf)\b/;

/** What a page consists of: the properties of a row, its text and comments as markdown, and the files that it owns. */
export async function pageContent(
  context: Context<Settings>,
  id: string,
  row: RowExtras | boolean,
): Promise<{ readonly body: string; readonly children: readonly Document[] }> {
  const { files, comments } = context.settings;
  const extras = row ? await wholeRow(context, id, row) : undefined;
  const markdown = await pageMarkdown(context, id);
  const body = (extras ? rowText(extras.values) : '') + markdown + (comments ? await pageComments(context, id) : '');
  const children: Document[] = [];
  if (files) {
    for (const file of extras?.files ?? []) children.push(propertyFileDocument(file, id));
    if (fileTag.test(markdown)) children.push(...(await blockFiles(context, id)));
  }
  return { body, children };
}

async function wholeRow(context: Context<Settings>, id: string, row: RowExtras | true): Promise<RowExtras> {
  const extras = row === true ? readRow((await getPage(context, id)).value) : row;
  if (extras.cut.length === 0) return extras;
  const values = new Map<string, Json>(extras.values);
  for (const [name, property] of extras.cut) values.set(name, await wholeValue(context, id, property));
  return { ...extras, values: [...values] as RowExtras['values'] };
}

const items = list.extend({ results: z.array(z.looseObject({ type: z.string() })) });

/** All values of a property of which a page shows only the first: https://developers.notion.com/reference/retrieve-a-page-property */
async function wholeValue(context: Context<Settings>, page: string, property: string): Promise<Json> {
  const values: Json[] = [];
  let isText = false;
  let token: string | undefined;
  do {
    context.signal.throwIfAborted();
    // Notion gives the id of a property encoded already.
    const path = `pages/${encodeURIComponent(page)}/properties/${encodeURIComponent(decodeURIComponent(property))}`;
    const { value } = await ask(context, items, { path, query: { page_size: 100, start_cursor: token } });
    for (const item of value.results) {
      isText ||= item.type === 'rich_text';
      const one = fieldOf({ ...item, [item.type]: [item[item.type]] });
      if (one !== undefined) values.push(...(Array.isArray(one) ? one : [one]));
    }
    token = nextToken(value, token);
  } while (token !== undefined);
  return isText ? values.join('') : values;
}

async function blockFiles(context: Context<Settings>, id: string): Promise<Document[]> {
  const documents: Document[] = [];
  for await (const { block, at } of pageBlocks(context, id)) {
    const document = blockFileDocument(block, id, at);
    if (document) documents.push(document);
  }
  return documents;
}
