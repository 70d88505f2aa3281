import { type Context, SourceError } from '@acequia/core/contract';
import { addressOf, type Bucket, ObjectStore, StoreSession } from '@acequia/object-storage-kit';
import { linkTo } from './link-to.ts';
import { isDirectoryBucket, locateBucket } from './locate-bucket.ts';
import type { Settings } from './settings.ts';
import { signIn } from './sign-in.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html */
const frozenClasses: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

const remedies = {
  denied:
    'Allow the account s3:ListBucket on the bucket and s3:GetObject on its objects. Where the requester pays, switch that setting on.',
  encrypted:
    'It is encrypted: allow the account to use its key (kms:Decrypt). Keys that a client keeps are not supported.',
};

/** The bucket of the settings. What is learnt about it (region, clock) lives as long as the sync. Sends nothing. */
export async function openBucket(context: Context<Settings>): Promise<Bucket> {
  const { http, clock, settings } = context;
  const { bucket, prefix, endpoint, requesterPays } = settings;
  if (endpoint === undefined && isDirectoryBucket(settings)) {
    throw new SourceError('bad-settings', `"${bucket}" is a directory bucket of AWS, which is not supported`, {
      remedy: 'Use a general purpose bucket.',
    });
  }
  const location = locateBucket(settings);
  if (!URL.canParse(addressOf(location, location.region))) {
    throw new SourceError('bad-settings', `"${bucket}" cannot come before the name in the endpoint`, {
      remedy: 'Set `addressing` to `path`: an IP address has nothing before it.',
    });
  }
  const session = await context.share('store', async () => new StoreSession(location.region));
  const store = new ObjectStore({
    http,
    clock,
    location,
    session,
    service: 's3',
    keys: signIn(context),
    remedies,
    // Other stores have classes of these names that can be read at once, or do not tell what is restored.
    ...(endpoint === undefined && { frozenClasses }),
    ...(requesterPays && { headers: { 'x-amz-request-payer': 'requester' } }),
  });
  return {
    store,
    prefix,
    ordered: endpoint === undefined,
    place: JSON.stringify([endpoint ?? 'aws', bucket, prefix]),
    urlOf: (path) => linkTo(settings, session.region, path),
  };
}
