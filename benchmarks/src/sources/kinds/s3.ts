import { bucket, startS3rver } from '../../../../connectors/s3/test/server/start-s3rver.ts';
import { describeFiles } from '../library/describe-files.ts';
import { Library } from '../library/library.ts';
import { runInParallel } from '../run-in-parallel.ts';
import type { MeasuredSource } from '../source.ts';
import { rcloneS3 } from '../tools/rclone.ts';
import { s3cmd } from '../tools/s3cmd.ts';

const uploads = 8;

/** Objects of a bucket on s3rver, a server in JavaScript that keeps them as files. */
export const s3: MeasuredSource = {
  name: 's3',
  type: 's3',
  describe: (files) => `${describeFiles(files)} in a bucket of s3rver`,
  tools: [rcloneS3, s3cmd],
  script: { libraries: '@aws-sdk/client-s3', writes: 'contents in SQLite' },
  async serve(files) {
    const server = await startS3rver();
    const library = new Library(files);
    let revision = 0;
    const put = (numbers: Iterable<number>) =>
      runInParallel(numbers, uploads, (number) =>
        server.put(library.pathOf(number), library.bodyOf(number, revision), { 'content-type': 'text/plain' }),
      );
    await put(library.numbers());
    return {
      port: server.port,
      reach: (port = server.port) => ({
        settings: { bucket, endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1' },
        credentials: server.keys,
      }),
      async change(offset) {
        revision += 1;
        await put(library.numbers(offset));
      },
      remove: (offset) =>
        runInParallel(library.numbers(offset), uploads, (number) => server.delete(library.pathOf(number))),
      close: () => server.stop(),
    };
  },
};
