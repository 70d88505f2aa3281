import { join } from 'node:path';
import type { Tool, ToolPlace } from './tool.ts';

/** As many as ours has. */
const transfers = '8';

function rclone(sourceOf: (place: ToolPlace) => string, envOf: (place: ToolPlace) => Record<string, string>): Tool {
  return {
    program: 'rclone',
    prepare: async (program, place) => ({
      command: [
        program,
        'sync',
        sourceOf(place),
        join(place.folder, 'files'),
        '--transfers',
        transfers,
        '--checkers',
        '8',
      ],
      env: { RCLONE_CONFIG: join(place.folder, 'rclone.conf'), ...envOf(place) },
    }),
  };
}

export const rcloneFolder = rclone(
  ({ reach }) => String(reach.settings.path),
  () => ({}),
);

export const rcloneS3 = rclone(
  ({ reach }) => `store:${reach.settings.bucket}`,
  ({ reach: { settings, credentials } }) => ({
    // Its S3 client takes no such file, and s3rver shows it no folders.
    RCLONE_FAST_LIST: 'true',
    AWS_CA_BUNDLE: '',
    RCLONE_CONFIG_STORE_TYPE: 's3',
    RCLONE_CONFIG_STORE_PROVIDER: 'Other',
    RCLONE_CONFIG_STORE_ENDPOINT: String(settings.endpoint),
    RCLONE_CONFIG_STORE_REGION: String(settings.region),
    RCLONE_CONFIG_STORE_ACCESS_KEY_ID: credentials.accessKeyId ?? '',
    RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: credentials.secretAccessKey ?? '',
  }),
);
