import { type Context, SourceError } from '@acequia/core/contract';
import type { z } from 'zod';
import { markdown as schema } from './answer-schemas.ts';
import { withoutSignatures } from './clean-markdown.ts';
import { ask } from './client.ts';

/** How many parts of one page are asked for; Notion gives about 20,000 blocks in each. */
const partsAtMost = 200;

const unknownTag = /^([\t ]*)(.*?)<unknown\b([^>]*?)\/?>(?:<\/unknown>)?/gm;

/**
 * The text of a page. Notion leaves out what is beyond about 20,000 blocks and names it; those parts are asked for and
 * put in their places. Parts that the connection may not see are named too, and answered with 404: they stay links.
 * https://developers.notion.com/reference/retrieve-page-markdown
 */
export async function pageMarkdown(context: Context<unknown>, pageId: string): Promise<string> {
  const whole = await part(context, pageId);
  let text = whole.markdown;
  const waiting = [...whole.unknown_block_ids];
  const asked = new Set<string>([pageId]);
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (asked.has(id)) continue;
    if (asked.size > partsAtMost) {
      context.log.warn('A page is too long to be read whole', {
        page: pageId,
        parts: asked.size,
        left: waiting.length + 1,
      });
      break;
    }
    asked.add(id);
    const below = await partUnlessHidden(context, id);
    if (!below) continue;
    text = insert(text, id, below.markdown);
    waiting.push(...below.unknown_block_ids);
  }
  return withoutSignatures(linkUnknown(text));
}

type Part = z.infer<typeof schema>;

async function part(context: Context<unknown>, id: string): Promise<Part> {
  context.signal.throwIfAborted();
  return (await ask(context, schema, { path: `pages/${encodeURIComponent(id)}/markdown` })).value;
}

async function partUnlessHidden(context: Context<unknown>, id: string): Promise<Part | undefined> {
  try {
    return await part(context, id);
  } catch (error) {
    if (SourceError.isInstance(error) && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** Where the tag of this block stands, as deep as it stands; at the end when no tag names it. */
function insert(text: string, id: string, below: string): string {
  const bare = id.replaceAll('-', '').toLowerCase();
  let placed = false;
  const filled = text.replace(unknownTag, (tag, indent: string, before: string, attributes: string) => {
    if (placed || !attributes.replaceAll('-', '').toLowerCase().includes(bare)) return tag;
    placed = true;
    return indent + before + below.trimEnd().replaceAll('\n', `\n${indent}`);
  });
  return placed ? filled : `${text.trimEnd()}\n${below}`;
}

/** Blocks of kinds that have no markdown (bookmarks, embeds) are links to them. */
function linkUnknown(text: string): string {
  return text.replace(unknownTag, (tag, indent: string, before: string, attributes: string) => {
    const url = /\burl="([^"]*)"/.exec(attributes)?.[1];
    const alt = /\balt="([^"]*)"/.exec(attributes)?.[1] ?? 'block';
    return url === undefined ? tag : `${indent}${before}[${alt.replaceAll('_', ' ')}](${url})`;
  });
}
