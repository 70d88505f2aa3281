/** Elements whose content is no text of the page. */
const withoutText = new Set(
  'title script style template noscript iframe object embed applet svg canvas audio video select datalist annotation'.split(
    ' ',
  ),
);
const hidingStyle = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
/** Styles are short; one that is not is no reason to spend time. */
const maxStyleLength = 2048;

/** Whether nobody sees the element and what is in it. */
export function isHidden(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (withoutText.has(name) || attributes.hidden !== undefined) return true;
  if (attributes['aria-hidden'] === 'true') return true;
  const style = attributes.style?.slice(0, maxStyleLength);
  return style !== undefined && style !== '' && hidingStyle.test(style);
}
