/** A package and the documents in it that are read. A name that ends with ".gz" is unpacked. */
export interface InputPackage {
  readonly from: 'debian' | 'npm';
  readonly name: string;
  /** Of npm. Debian gives what its release has. */
  readonly version?: string;
  /** Where in the package the documents are. */
  readonly folder: string;
  readonly files: readonly string[];
}

const doc = 'usr/share/doc';

/** Real documents, in small packages that stay as they are. */
export const inputPackages: readonly InputPackage[] = [
  {
    from: 'debian',
    name: 'debian-policy',
    folder: `${doc}/debian-policy`,
    files: ['policy.epub', 'fhs/fhs-3.0.pdf.gz', 'fhs/fhs-3.0.html', 'copyright-format-1.0.html'],
  },
  {
    from: 'debian',
    name: 'developers-reference',
    folder: 'usr/share/developers-reference',
    files: ['developers-reference.epub', 'developers-reference.pdf'],
  },
  {
    from: 'debian',
    name: 'ubuntu-packaging-guide-epub-ru',
    folder: `${doc}/ubuntu-packaging-guide-epub-ru`,
    files: ['ubuntu-packaging-guide.epub'],
  },
  { from: 'debian', name: 'debian-faq-zh-cn', folder: `${doc}/debian/FAQ/zh-cn`, files: ['choosing.zh-cn.html'] },
  { from: 'debian', name: 'maint-guide-ja', folder: `${doc}/maint-guide-ja/html`, files: ['start.ja.html'] },
  {
    from: 'debian',
    name: 'fonts-sil-scheherazade',
    folder: `${doc}/fonts-sil-scheherazade`,
    files: ['documentation/Scheherazade-features.odt', 'web/Scheherazade-WOFF-metadata.xml.gz'],
  },
  {
    from: 'debian',
    name: 'fonts-sil-padauk',
    folder: `${doc}/fonts-sil-padauk/documentation`,
    files: ['Padauk-features.odt', 'Padauk-typesample.odt'],
  },
  {
    from: 'debian',
    name: 'python-odf-doc',
    folder: 'usr/share/python-odf',
    files: ['api-for-odfpy.odt', 'examples/countrystatistics.ods'],
  },
  {
    from: 'debian',
    name: 'r-cran-readxl',
    folder: 'usr/lib/R/site-library/readxl/extdata',
    files: ['datasets.xlsx', 'deaths.xlsx', 'clippy.xlsx'],
  },
  {
    from: 'debian',
    name: 'xlsx2csv',
    folder: `${doc}/xlsx2csv/examples/test`,
    files: [
      'sheets.xlsx',
      'namespace.xlsx',
      'no_cell_ids.xlsx',
      'utf8.xlsx',
      'xlsx2csv-test-file.xlsx',
      'utf8.csv',
      'sheets.csv',
      'datetime.csv',
    ],
  },
  {
    from: 'debian',
    name: 'python3-nb2plots',
    folder: 'usr/lib/python3/dist-packages/nb2plots',
    files: ['tests/data/example_notebook.ipynb', 'tests/data/small.ipynb', 'doctree2md.py'],
  },
  {
    from: 'npm',
    name: 'mammoth',
    version: '1.13.0',
    folder: 'package/test/test-data',
    files: [
      'tables.docx',
      'endnotes.docx',
      'footnotes.docx',
      'simple-list.docx',
      'strikethrough.docx',
      'utf8-bom.docx',
    ],
  },
  {
    from: 'npm',
    name: 'docx4js',
    version: '3.3.0',
    folder: 'package/__tests__/files',
    files: ['loader.docx', 'loader.pptx'],
  },
  { from: 'npm', name: 'rtf2text', version: '1.0.1', folder: 'package', files: ['sample.rtf'] },
  { from: 'npm', name: 'msgreader', version: '1.0.1', folder: 'package/data', files: ['test.msg'] },
  {
    from: 'npm',
    name: 'eml-format',
    version: '0.6.1',
    folder: 'package/test/fixtures',
    files: ['cc.eml', 'multipart.eml', 'sample.eml'],
  },
];

/** Archives as other programs made them: what is in them is compared with what `unzip` and `tar` take out. */
export const archivePackages: readonly InputPackage[] = [
  {
    from: 'npm',
    name: 'unzip',
    version: '0.1.11',
    folder: 'package/testData',
    // The first one was written by the Finder of macOS, which tells sizes behind the content.
    files: ['compressed-OSX-Finder', 'compressed-standard', 'uncompressed'].map((name) => `${name}/archive.zip`),
  },
  // Long and foreign names, a hard link, archives in an archive.
  { from: 'npm', name: 'tar', version: '2.2.2', folder: 'package/test', files: ['fixtures.tgz'] },
  {
    from: 'debian',
    name: 'golang-github-vbatts-tar-split-dev',
    folder: 'usr/share/gocode/src/github.com/vbatts/tar-split/tar/asm/testdata',
    files: ['fatlonglink.tar.gz', 't.tar.gz'],
  },
];
