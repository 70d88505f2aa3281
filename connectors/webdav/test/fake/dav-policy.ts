/** How the server behaves; may be changed while it runs. */
export interface DavPolicy {
  /** Whether it has the properties of Nextcloud and ownCloud. */
  cloud: boolean;
  /** Whether it tells what changed; `level-one`: it has tokens, but reports one level only. */
  sync: 'none' | 'all' | 'level-one';
  /** Changes in one answer. */
  pageSize: number;
  /** What it says to `Depth: infinity`; a number: it answers so many levels, without a word. */
  infinity: 'refused' | number | 'allowed';
  etags: 'strong' | 'weak' | 'none';
  /** Last-Modified: right, left out, the time of the answer, no date at all, or 1970. */
  times: 'right' | 'none' | 'now' | 'garbage' | 'zero';
  /** `odd`: everything that servers do in hrefs, in turn. `elsewhere`: with another prefix than that of the address. */
  hrefs: 'path' | 'absolute' | 'odd' | 'elsewhere';
  /** Prefixes of its XML: usual, none, or undeclared. */
  xml: 'prefixed' | 'default' | 'undeclared';
  /** Whether each property's status is told. */
  statuses: 'told' | 'none';
  /** Types of files: right, or that of the answer that lists them. */
  types: 'right' | 'answer';
  /** Leaves out the folder that was asked for. */
  withoutSelf: boolean;
  /** Statuses of single paths in listings. */
  readonly listedStatus: Map<string, number>;
  /** Statuses of requests for single paths. */
  readonly status: Map<string, number>;
  /** Paths that are listed without an href. */
  readonly nameless: Set<string>;
  /** Folders that are listed as files, as links are by some. */
  readonly links: Set<string>;
  /** What is sent instead of the contents of single paths, as they were before. */
  readonly stale: Map<string, string>;
}

/** Of all paths alike. */
export type DavBehaviour = Omit<DavPolicy, 'listedStatus' | 'status' | 'nameless' | 'links' | 'stale'>;

export const usualPolicy: DavBehaviour = {
  cloud: false,
  sync: 'none',
  pageSize: 1000,
  infinity: 'refused',
  etags: 'strong',
  times: 'right',
  hrefs: 'path',
  xml: 'prefixed',
  statuses: 'told',
  types: 'right',
  withoutSelf: false,
};
