/** Where text goes. */
export type RtfDestination =
  | 'body'
  | 'skip'
  | 'fonts'
  | 'styles'
  | 'information'
  | 'title'
  | 'author'
  | 'instruction'
  | 'marker'
  | 'note';

/** What a group inherits and may change. */
export interface RtfState {
  readonly destination: RtfDestination;
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly deleted: boolean;
  readonly hidden: boolean;
  /** Number of the font. */
  readonly font: number;
  /** Characters after `\u` that stand for it in older programs. */
  readonly fallback: number;
}

export const startState: RtfState = {
  destination: 'body',
  strong: false,
  emphasis: false,
  deleted: false,
  hidden: false,
  font: -1,
  fallback: 1,
};

/** Words that begin a group whose text is none of the document's, or is needed otherwise. */
export const destinations: ReadonlyMap<string, RtfDestination> = new Map<string, RtfDestination>([
  ...(
    'colortbl pict object nonshppict listtable listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping datastore latentstyles header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn filetbl upr sp shpinst xe tc tcn bkmkstart bkmkend atnid atnauthor atntime atndate atnref atnicn atrfstart atrfend private pgptbl wgrffmtfilter mhtmltag comment doccomm operator company subject keywords category manager hlinkbase creatim revtim printim buptim userprops docvar formfield do template passwordhash'.split(
      ' ',
    ) as string[]
  ).map((word) => [word, 'skip'] as const),
  ['fonttbl', 'fonts'],
  ['stylesheet', 'styles'],
  ['info', 'information'],
  ['title', 'title'],
  ['author', 'author'],
  ['fldinst', 'instruction'],
  ['pntext', 'marker'],
  ['listtext', 'marker'],
  ['footnote', 'note'],
  ['annotation', 'note'],
]);

/** Destinations that a reader is to skip unless it knows them (`\*`), and that hold text of the document. */
export const knownIgnorable: ReadonlySet<string> = new Set(['fldinst', 'shptxt', 'annotation', 'footnote', 'htmltag']);
