const head = '<?xml version="1.0" encoding="utf-8"?>';

const plain = '<d:resourcetype/><d:getcontentlength/><d:getetag/><d:getlastmodified/><d:getcontenttype/>';
/** Asked for only where the server has shown that it has them: else each costs a line of refusal for each file. */
const cloud = '<oc:fileid/><oc:checksums/><oc:owner-display-name/>';
const feed = '<d:sync-token/><d:supported-report-set/>';

/** What to ask of each file: `cloud` adds what Nextcloud and ownCloud have, `feed` what tells whether changes can be asked for. */
export interface PropertyChoice {
  readonly cloud: boolean;
  readonly feed: boolean;
}

/** Content of a PROPFIND. https://www.rfc-editor.org/rfc/rfc4918#section-14.20 */
export function propfindBody(choice: PropertyChoice): string {
  return `${head}<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">${propElement(choice)}</d:propfind>`;
}

/** Content of a REPORT of what changed on all levels since a token. https://www.rfc-editor.org/rfc/rfc6578#section-6.1 */
export function changesBody(token: string): string {
  const properties = propElement({ cloud: true, feed: false });
  return (
    `${head}<d:sync-collection xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:sync-token>${escapeXml(token)}</d:sync-token>` +
    `<d:sync-level>infinite</d:sync-level>${properties}</d:sync-collection>`
  );
}

function propElement(choice: PropertyChoice): string {
  return `<d:prop>${plain}${choice.cloud ? cloud : ''}${choice.feed ? feed : ''}</d:prop>`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
