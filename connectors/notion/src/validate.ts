import { type Check, type Context, describeError } from '@acequia/core/contract';
import { found as foundSchema, list, self } from './answer-schemas.ts';
import { ask } from './client.ts';
import { search } from './requests.ts';
import type { Settings } from './settings.ts';

/**
 * Checks `credentials` (is the token good), `capability:read-content` (may content be read, is anything shared) and, when
 * comments are wanted, `capability:read-comments`.
 */
export async function validate(context: Context<Settings>): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    const { value } = await ask(context, self, { path: 'users/me' });
    const where = value.bot?.workspace_name ? ` to the workspace "${value.bot.workspace_name}"` : '';
    checks.push({ name: 'credentials', ok: true, message: `The token gives access${where}` });
  } catch (error) {
    return [failed('credentials', error)];
  }
  let page: string | undefined;
  try {
    const { value } = await search(context, { object: 'page', direction: 'descending', size: 1 });
    const first = foundSchema.safeParse(value.results[0]);
    page = first.data?.id;
    checks.push(
      value.results.length > 0 && !first.success
        ? {
            name: 'capability:read-content',
            ok: false,
            message: 'Notion shows that there are pages but not what is in them',
            remedy: 'Switch on "Read content" for the connection in Notion\'s developer portal.',
          }
        : {
            name: 'capability:read-content',
            ok: true,
            message: first.success
              ? 'Pages can be read'
              : 'Nothing is shared with the connection yet, or Notion has not indexed it. In Notion, open a page, choose Connections in its menu and add the connection',
          },
    );
  } catch (error) {
    return [...checks, failed('capability:read-content', error)];
  }
  if (context.settings.comments && page !== undefined) checks.push(await checkComments(context, page));
  return checks;
}

async function checkComments(context: Context<Settings>, page: string): Promise<Check> {
  const name = 'capability:read-comments';
  try {
    await ask(context, list, {
      path: 'comments',
      query: { block_id: page, page_size: 1 },
      capability: 'Read comments',
    });
    return { name, ok: true, message: 'Comments can be read' };
  } catch (error) {
    return failed(name, error);
  }
}

function failed(name: string, error: unknown): Check {
  const { message, remedy = 'Try again later; https://www.notion-status.com says how Notion is.' } =
    describeError(error);
  return { name, ok: false, message, remedy };
}
