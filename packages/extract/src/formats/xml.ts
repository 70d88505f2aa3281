import { findRoot } from '../xml-document/looks-like-xml.ts';
import type { TextFormat } from './format.ts';

export const svg: TextFormat = {
  name: 'SVG',
  content: 'text',
  mimes: ['image/svg+xml'],
  extensions: ['svg'],
  recognize: (text) => text.startsWith('<svg') || /(?:^|:)svg$/.test(findRoot(text) ?? ''),
  async convert(source) {
    const { convertSvg } = await import('../xml-document/convert-svg.ts');
    return convertSvg(source);
  },
};

export const xml: TextFormat = {
  name: 'XML',
  content: 'text',
  mimes: ['application/xml', 'text/xml', 'application/rss+xml', 'application/atom+xml', 'application/docbook+xml'],
  extensions: [
    'xml',
    'rss',
    'atom',
    'xsd',
    'xsl',
    'xslt',
    'plist',
    'wsdl',
    'rdf',
    'opml',
    'kml',
    'gpx',
    'xliff',
    'xlf',
    'tmx',
    'resx',
    'csproj',
    'dbk',
  ],
  recognize: (text) => findRoot(text) !== undefined,
  async convert(source) {
    const { convertXml } = await import('../xml-document/convert-xml.ts');
    return convertXml(source);
  },
};
