import { createHmac, hash } from 'node:crypto';

interface SignerOptions {
  readonly host: string;
  readonly region: string;
  readonly keys: { readonly [name: string]: string };
}

/** Of a request without content. */
const emptyDigest = hash('sha256', '');

/** Signature Version 4 of GET requests. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function createSigner({ host, region, keys: { accessKeyId = '', secretAccessKey = '' } }: SignerOptions) {
  const hmac = (secret: string | Buffer, text: string) => createHmac('sha256', secret).update(text).digest();
  let day = '';
  let key = Buffer.alloc(0);
  return (path: string, query: string): Record<string, string> => {
    const now = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
    if (now.slice(0, 8) !== day) {
      day = now.slice(0, 8);
      key = [day, region, 's3', 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
    }
    const scope = `${day}/${region}/s3/aws4_request`;
    const signed = 'host;x-amz-content-sha256;x-amz-date';
    const headers = `host:${host}\nx-amz-content-sha256:${emptyDigest}\nx-amz-date:${now}\n`;
    const canonical = `GET\n${path}\n${query}\n${headers}\n${signed}\n${emptyDigest}`;
    const signature = hmac(key, `AWS4-HMAC-SHA256\n${now}\n${scope}\n${hash('sha256', canonical)}`).toString('hex');
    return {
      'x-amz-content-sha256': emptyDigest,
      'x-amz-date': now,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
    };
  };
}
