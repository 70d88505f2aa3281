import { createHash } from 'node:crypto';
import type { DavPolicy } from './dav-policy.ts';
import type { DavNode } from './dav-tree.ts';

/** What goes into a multistatus. */
export interface XmlOptions {
  readonly policy: DavPolicy;
  /** Path of the address, encoded, with a slash at the end. */
  readonly base: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number;
  /** The names that were asked for, e.g. `getetag`. */
  readonly asked: ReadonlySet<string>;
  readonly token: string;
}

const namespaces = 'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"';

export function multistatus(parts: readonly string[], policy: DavPolicy, token?: string): string {
  const text = `<?xml version="1.0"?>\n<d:multistatus ${namespaces}>${parts.join('\n')}${token ? `<d:sync-token>${escapeXml(token)}</d:sync-token>` : ''}</d:multistatus>\n`;
  if (policy.xml === 'undeclared') return text.replace(` ${namespaces}`, '').replace(/(<\/?)d:/g, '$1');
  return policy.xml === 'default' ? text.replace('xmlns:d="DAV:"', 'xmlns="DAV:"').replace(/(<\/?)d:/g, '$1') : text;
}

export function davError(condition: string): string {
  return `<?xml version="1.0"?><d:error xmlns:d="DAV:"><d:${condition}/></d:error>`;
}

/** A response without properties: gone, refused, truncated. */
export function statusResponse(path: string, status: number, options: XmlOptions): string {
  return `<d:response><d:href>${hrefOf(path, false, options)}</d:href><d:status>HTTP/1.1 ${status} Status</d:status></d:response>`;
}

export function response(node: DavNode, path: string, options: XmlOptions): string {
  const { asked } = options;
  const properties = [...propertiesOf(node, path, options)].filter(([name]) =>
    asked.has(name.slice(name.indexOf(':') + 1)),
  );
  const have = new Set(properties.map(([name]) => name.slice(name.indexOf(':') + 1)));
  const missing = [...asked].filter((name) => !have.has(name)).map((name) => `<${missingPrefix(name)}:${name}/>`);
  const found = properties.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  const lacking =
    missing.length > 0
      ? `<d:propstat><d:prop>${missing.join('')}</d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>`
      : '';
  const { nameless, statuses } = options.policy;
  const href = nameless.has(path) ? '' : hrefOf(path, isFolder(node, path, options), options);
  const status = statuses === 'told' ? '<d:status>HTTP/1.1 200 OK</d:status>' : '';
  return `<d:response><d:href>${href}</d:href>${lacking}<d:propstat><d:prop>${found}</d:prop>${status}</d:propstat></d:response>`;
}

export function etagOf(node: DavNode): string {
  return `"${node.number}-${node.revision} & <more>"`;
}

function missingPrefix(name: string): string {
  return ['fileid', 'checksums', 'owner-display-name'].includes(name) ? 'oc' : 'd';
}

function isFolder(node: DavNode, path: string, { policy }: XmlOptions): boolean {
  return node.children !== undefined && !policy.links.has(path);
}

function* propertiesOf(node: DavNode, path: string, options: XmlOptions): Generator<[string, string]> {
  const { policy, token } = options;
  const folder = isFolder(node, path, options);
  yield ['d:resourcetype', folder ? '<d:collection/>' : ''];
  const time = timeOf(node, options);
  if (time !== undefined) yield ['d:getlastmodified', time];
  if (!folder) {
    yield ['d:getcontentlength', String(Buffer.byteLength(node.body))];
    yield ['d:getcontenttype', `${policy.types === 'right' ? 'text/plain' : 'application/xml'}; charset=utf-8`];
    if (policy.etags !== 'none')
      yield ['d:getetag', escapeXml(`${policy.etags === 'weak' ? 'W/' : ''}${etagOf(node)}`)];
  }
  if (policy.cloud) {
    yield ['oc:fileid', String(node.number)];
    yield ['oc:owner-display-name', 'Ana &amp; Eva'];
    const digest = createHash('sha1').update(node.body).digest('hex');
    if (!folder) yield ['oc:checksums', `<oc:checksum>SHA1:${digest} MD5:0</oc:checksum>`];
  }
  if (policy.sync !== 'none' && folder) {
    yield ['d:sync-token', escapeXml(token)];
    yield [
      'd:supported-report-set',
      '<d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report>',
    ];
  }
}

function timeOf({ modified }: DavNode, { policy, now }: XmlOptions): string | undefined {
  switch (policy.times) {
    case 'right':
      return new Date(modified).toUTCString();
    case 'now':
      return new Date(now).toUTCString();
    case 'garbage':
      return 'last Tuesday';
    case 'zero':
      return new Date(0).toUTCString();
    default:
      return undefined;
  }
}

let turn = 0;

/** Every way of writing the same path. */
function hrefOf(path: string, folder: boolean, { policy, base }: XmlOptions): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const usual = `${base}${encoded}${folder && path !== '' ? '/' : ''}`;
  if (policy.hrefs === 'path') return escapeXml(usual);
  if (policy.hrefs === 'absolute') return escapeXml(`http://internal.example:8080${usual}`);
  if (policy.hrefs === 'elsewhere') return escapeXml(usual.replace(base, '/backend/'));
  turn += 1;
  const odd = [
    usual.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase()),
    usual.replace(/\/$/, '') || '/',
    `https://other.example${usual}`,
    usual.replace('/dav/', '//dav/'),
    usual.replace(/[a-z]$/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    `${base}${path.replace(/%(?=[0-9a-f]{2})/gi, '%25')}${folder && path !== '' ? '/' : ''}`,
    usual,
  ];
  const href = escapeXml(odd[turn % odd.length] ?? usual);
  return turn % 2 === 0 ? href.replace(/%2[cC]/g, '&#44;') : ` ${href.replace('/dav/', '&#x2F;dav/')}\n`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
