import type { Access, Document } from '@acequia/core/contract';
import { z } from 'zod';
import { channelGroup, workspaceGroup } from './principals.ts';
import type { Workspace } from './workspace.ts';

const text = z.object({ value: z.string() }).optional().catch(undefined);

/** A channel as `users.conversations` and `conversations.info` give it. https://docs.slack.dev/reference/objects/conversation-object */
export const channel = z.object({
  id: z.string(),
  name: z.string().optional().catch(undefined),
  created: z.number().optional().catch(undefined),
  is_private: z.boolean().optional().catch(undefined),
  is_archived: z.boolean().optional().catch(undefined),
  topic: text,
  purpose: text,
});

/** A parsed channel. */
export type Channel = z.infer<typeof channel>;

/** The `ref` of a channel's container, as a pick brings it back. */
export const pickRef = z.object({ team: z.string(), public: z.boolean() });

/** As people write it. */
export function channelTitle({ id, name }: Channel): string {
  return name === undefined ? id : `#${name}`;
}

/**
 * A private channel is for its members; a public one also for every full member of the workspace, but not for guests
 * who are not in it. A channel that does not say which counts as private.
 */
export function channelAccess({ id, is_private }: Channel): Access {
  const members = { type: 'group', id: channelGroup(id) } as const;
  const everybody = { type: 'group', id: workspaceGroup } as const;
  return { mode: 'replace', allow: is_private === false ? [members, everybody] : [members] };
}

/** The container of a channel. */
export function toContainer(one: Channel, { url, team_id }: Workspace): Document {
  const { id, topic, purpose, created, is_private, is_archived } = one;
  return {
    id,
    container: true,
    title: channelTitle(one),
    ref: { channel: id, team: team_id, public: is_private === false },
    url: `${url}archives/${id}`,
    ...(created !== undefined && { createdAt: created * 1000 }),
    access: channelAccess(one),
    fields: {
      private: is_private !== false,
      archived: is_archived === true,
      ...(topic?.value && { topic: topic.value }),
      ...(purpose?.value && { purpose: purpose.value }),
    },
  };
}
