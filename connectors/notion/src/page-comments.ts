import type { Context } from '@acequia/core/contract';
import { z } from 'zod';
import { comment, list } from './answer-schemas.ts';
import { ask } from './client.ts';
import { nextToken } from './next-token.ts';
import { plainText } from './plain-text.ts';

const comments = list.extend({ results: z.array(comment) });

/**
 * The open comments on a page, as a section of markdown, oldest first; empty when there are none. Notion gives neither
 * resolved ones nor, for a page, those on single blocks. https://developers.notion.com/reference/list-comments
 */
export async function pageComments(context: Context<unknown>, pageId: string): Promise<string> {
  const lines: string[] = [];
  const discussions = new Set<string>();
  let token: string | undefined;
  do {
    context.signal.throwIfAborted();
    const { value } = await ask(context, comments, {
      path: 'comments',
      query: { block_id: pageId, page_size: 100, start_cursor: token },
      capability: 'Read comments',
    });
    for (const { discussion_id, created_time, rich_text, display_name } of value.results) {
      const indent = discussions.has(discussion_id) ? '  ' : '';
      discussions.add(discussion_id);
      const author = display_name?.resolved_name ?? 'Somebody';
      const text = plainText(rich_text).replaceAll('\n', `\n${indent}  `);
      lines.push(`${indent}- ${author}, ${created_time.slice(0, 10)}: ${text}`);
    }
    token = nextToken(value, token);
  } while (token !== undefined);
  return lines.length === 0 ? '' : `\n\n## Comments\n\n${lines.join('\n')}\n`;
}
