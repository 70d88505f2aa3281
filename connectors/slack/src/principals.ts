/** The group of all full members of the workspace. */
export const workspaceGroup = 'workspace';

/** The group of a channel's members. */
export function channelGroup(channel: string): string {
  return channel;
}
