const address = /https:\/\/[^\s"'<>()[\]]+/gi;
const signature = /[?&](?:X-Amz-Signature|signature)=/i;

/**
 * Addresses of files that Notion hosts carry a signature that lives for an hour
 * (https://developers.notion.com/reference/file-object). Without it: it differs each time, so that every text would look
 * changed, and it lets anybody in.
 */
export function withoutSignatures(markdown: string): string {
  return markdown.replace(address, (url) => (signature.test(url) ? url.slice(0, url.indexOf('?')) : url));
}
