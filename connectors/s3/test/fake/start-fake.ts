import {
  createFakeServer,
  createPageTokens,
  type FakeAnswer,
  type FakeOptions,
  type FakeRequest,
  type FakeSource,
  type PageTokens,
  SeededText,
  SourceClock,
} from '@acequia/testkit';
import { createMutations } from './bucket-mutations.ts';
import { expectedDocuments } from './expected-documents.ts';
import { FakeBucket } from './fake-bucket.ts';
import { createS3Api } from './s3-api.ts';
import { createPolicy, type S3Policy } from './s3-policy.ts';
import { errorAnswer } from './s3-xml.ts';
import type { FakeKeys } from './verify-signature.ts';

/** The fake with what only S3 has. */
export interface S3Fake extends FakeSource {
  readonly bucket: FakeBucket;
  readonly policy: S3Policy;
  readonly tokens: PageTokens<string>;
  /** Beside those of `credentials`: who else may sign. */
  readonly otherKeys: FakeKeys[];
}

export interface S3FakeOptions extends FakeOptions {
  /** See {@link S3Policy.pageSize}. Default 1,000. */
  readonly pageSize?: number;
}

const folders = ['docs/', 'docs/handbook/', 'archive/2025/', 'archive/2026/', ''];

/** A bucket with some folders, versions, and strict signatures. */
export async function startFake(options: S3FakeOptions = {}): Promise<S3Fake> {
  const { pageSize = 1000, clock: host = Date, skew = 0, granularity = 1, seed = 1, documents = 20, port } = options;
  const clock = new SourceClock({ clock: host, skew, granularity });
  const text = new SeededText(seed);
  const bucket = new FakeBucket(() => clock.now());
  for (let index = 0; index < documents; index++) {
    bucket.put(`${folders[index % folders.length]}${text.title(index)} ${index}.txt`, text.body(`${index}`, 1, 400));
  }
  const policy = createPolicy(pageSize);
  const tokens = createPageTokens<string>();
  const otherKeys: FakeKeys[] = [];
  let generation = 1;
  const own = () => ({
    accessKeyId: `AKIAFAKE${generation}0000000`,
    secretAccessKey: `fake-secret-key-${generation}-of-s3`,
  });
  const name = 'team-files';
  const server = await createFakeServer({
    routes: createS3Api({ name, bucket, policy, tokens, now: () => clock.now(), keys: () => [own(), ...otherKeys] }),
    clock: host,
    refuse,
    ...(port !== undefined && { port }),
  });
  return {
    ...server,
    bucket,
    policy,
    tokens,
    otherKeys,
    origins: {},
    settings: { bucket: name, endpoint: server.url, region: policy.region },
    auth: 'service-account',
    credentials: own,
    clock,
    mutate: createMutations(bucket, text),
    cannot: {
      moveAcross: 'A bucket is one slice.',
      setAccess: 'Who may read an object is decided by policies, which a reader cannot see.',
      hide: 'Listings are exact at any time.',
      webhook: 'Buckets send their events to queues and functions of AWS, not to addresses.',
    },
    snapshot: () => expectedDocuments(bucket, policy),
    /** A page for each `pageSize` keys, and each content that is new. */
    floor: (work) => {
      const changed = work.kind === 'full' ? bucket.keys.filter((key) => !key.endsWith('/')).length : work.changed;
      return Math.max(1, Math.ceil(bucket.keys.length / policy.pageSize)) + changed;
    },
    forbid: (ids) => {
      policy.forbidden.clear();
      for (const id of ids) policy.forbidden.add(id);
    },
    expireCursors: () => tokens.expire(),
    expireCredentials: () => {
      generation += 1;
    },
  };
}

const codes: Readonly<Record<number, string>> = {
  401: 'InvalidAccessKeyId',
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  429: 'SlowDown',
  500: 'InternalError',
  503: 'SlowDown',
};

/** S3 says 403 where others say 401. */
function refuse(status: number, _: FakeRequest): FakeAnswer {
  const code = codes[status] ?? 'InvalidRequest';
  return errorAnswer(status === 401 ? 403 : status, code, `Refused with ${code}.`);
}
