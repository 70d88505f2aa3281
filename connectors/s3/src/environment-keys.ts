import { type SigningKeys, toKeys } from '@acequia/object-storage-kit';

/** https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html */
export async function environmentKeys(): Promise<SigningKeys> {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  const remedy = 'Start Acequia with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in another way.';
  return toKeys({ accessKeyId, secretAccessKey, sessionToken }, remedy);
}
