/** How the store behaves; a test may change it at any time. */
export interface S3Policy {
  /** Keys and prefixes on a page at the most. The real one has 1,000. */
  pageSize: number;
  /** Where the bucket is. */
  region: string;
  /** What a request for another region gets: `header`: 400 with the right one; `redirect`: 301 with it in a header. */
  wrongRegion: 'header' | 'redirect';
  /** False: `encoding-type` is ignored, and keys come as they are. */
  encodes: boolean;
  /** `bytes`: as AWS. `scattered`: by hash, as directory buckets. `tree`: a folder's files before its neighbours, as file systems. */
  order: 'bytes' | 'scattered' | 'tree';
  /** `keys`: the last key as it is, as Ceph. `none`: there is more, but no token says where. */
  tokens: 'opaque' | 'keys' | 'none';
  /** Requests must agree to pay. */
  requesterPays: boolean;
  /** False: a deleted object leaves no marker. */
  versioned: boolean;
  /** True: anybody may ask without a signature. */
  public: boolean;
  /** What is not signed gets: `denied`: 403; `bad url`: 412 without a code, as Swift, which takes it for another protocol. */
  unsigned: 'denied' | 'bad url';
  /** How an object of {@link encrypted} is refused: with the code of AWS, or with that of Ceph. */
  encryption: 'InvalidRequest' | 'InvalidArgument';
  /** Keys of objects that are encrypted with a key of the client. */
  readonly encrypted: Set<string>;
  /** Archived keys of which a copy may be read for a while. */
  readonly restored: Set<string>;
  /** Keys that may be listed but not read. */
  readonly forbidden: Set<string>;
  /** Prefixes that may not be listed. */
  readonly unlisted: Set<string>;
  /** Milliseconds that the store's clock is ahead of the fake's. */
  clockAhead: number;
}

export function createPolicy(pageSize: number): S3Policy {
  return {
    pageSize,
    region: 'eu-west-1',
    wrongRegion: 'header',
    encodes: true,
    order: 'bytes',
    tokens: 'opaque',
    requesterPays: false,
    versioned: true,
    public: false,
    unsigned: 'denied',
    encryption: 'InvalidRequest',
    encrypted: new Set(),
    restored: new Set(),
    forbidden: new Set(),
    unlisted: new Set(),
    clockAhead: 0,
  };
}
