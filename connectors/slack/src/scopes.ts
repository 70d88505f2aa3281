import type { Settings } from './settings.ts';

/** A scope and what it is needed for. */
export interface WantedScope {
  readonly scope: string;
  /** Completes "The token may ...". */
  readonly use: string;
}

/** All that this connector can make use of, for the sign-in. */
export const allScopes: readonly string[] = [
  'channels:read',
  'channels:history',
  'groups:read',
  'groups:history',
  'users:read',
  'files:read',
  'usergroups:read',
];

/** What these settings need. */
export function wantedScopes({ privateChannels, files }: Settings): WantedScope[] {
  return [
    { scope: 'channels:read', use: 'list public channels' },
    { scope: 'channels:history', use: 'read messages of public channels' },
    ...(privateChannels
      ? [
          { scope: 'groups:read', use: 'list private channels' },
          { scope: 'groups:history', use: 'read messages of private channels' },
        ]
      : []),
    { scope: 'users:read', use: 'show who wrote a message' },
    ...(files ? [{ scope: 'files:read', use: 'read files' }] : []),
  ];
}
