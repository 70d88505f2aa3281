import { AwsV4Signer } from 'aws4fetch';

/** Keys that requests are signed with. */
export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Comes with keys that expire. */
  readonly sessionToken?: string;
}

/** What is signed, and for whom. */
export interface SignatureOptions {
  readonly method: string;
  /** Encoded as it will be sent. */
  readonly url: string;
  /** Those that are to be signed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly body?: string;
  readonly keys: SigningKeys;
  /** In the scope of the signature, as the store names it. */
  readonly service: string;
  readonly region: string;
  /** Milliseconds since 1970, by the store's clock: it refuses what is more than 15 minutes off. */
  readonly now: number;
  /** Derived keys of earlier signatures. Absent: they are derived again. */
  readonly derived?: Map<string, ArrayBuffer>;
}

const emptyDigest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Signature Version 4: the headers to send. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
export async function signRequest(options: SignatureOptions): Promise<Record<string, string>> {
  const { method, url, headers = {}, body, keys, service, region, now, derived } = options;
  const digest = body === undefined ? { 'x-amz-content-sha256': emptyDigest } : {};
  const signer = new AwsV4Signer({
    method,
    url,
    headers: { ...digest, ...headers },
    ...(body !== undefined && { body }),
    ...keys,
    service,
    region,
    datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    ...(derived && { cache: derived }),
  });
  const signed = await signer.sign();
  return Object.fromEntries(signed.headers);
}
