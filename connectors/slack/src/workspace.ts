import type { Context } from '@acequia/core/contract';
import { z } from 'zod';
import { openSlack } from './client.ts';
import { createOnce } from './once.ts';
import type { Settings } from './settings.ts';

/** Who the token belongs to. https://docs.slack.dev/reference/methods/auth.test */
export const identity = z.object({
  /** With a slash at its end. */
  url: z.string(),
  team_id: z.string(),
  team: z.string().optional().catch(undefined),
  user: z.string().optional().catch(undefined),
  response_metadata: z
    .object({ scopes: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
});

/** The workspace that is read. */
export type Workspace = Pick<z.infer<typeof identity>, 'url' | 'team_id'>;

/** Asked once per sync. */
export async function openWorkspace(context: Context<Settings>): Promise<Workspace> {
  const asked = await context.share('workspace', async () => createOnce<Workspace>());
  return asked.get(() => openSlack(context).call('auth.test', {}, identity));
}
