import { startApache } from './start-apache.ts';
import { startRclone } from './start-rclone.ts';

/** For `describe.each`. */
export const servers = [
  ['Apache mod_dav', startApache],
  ['rclone serve webdav', startRclone],
] as const;
