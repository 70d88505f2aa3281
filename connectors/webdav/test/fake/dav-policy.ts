/** How the server behaves; may be changed while it runs. */
export interface DavPolicy {
  /** Whether it has the properties of Nextcloud and ownCloud. */
  cloud: boolean;
  /** Whether it tells what changed; `level-one`: it has tokens, but reports one level only. */
  sync: 'none' | 'all' | 'level-one';
  /** Changes in one answer. */
  pageSize: number;
  /** What it says to `Depth: infinity`; `limited`: it answers as if it were 1, without a word. */
  infinity: 'refused' | 'limited' | 'allowed';
  etags: 'strong' | 'weak' | 'none';
  /** Last-Modified: right, left out, the time of the answer, no date at all, or 1970. */
  times: 'right' | 'none' | 'now' | 'garbage' | 'zero';
  /** `odd`: everything that servers do in hrefs, in turn. `elsewhere`: with another prefix than that of the address. */
  hrefs: 'path' | 'absolute' | 'odd' | 'elsewhere';
  /** Prefixes of its XML: usual, none, or undeclared. */
  xml: 'prefixed' | 'default' | 'undeclared';
  /** Leaves out the folder that was asked for. */
  withoutSelf: boolean;
  /** Statuses of single paths in listings. */
  readonly listedStatus: Map<string, number>;
  /** Statuses of requests for single paths. */
  readonly status: Map<string, number>;
}

export const usualPolicy: Omit<DavPolicy, 'listedStatus' | 'status'> = {
  cloud: false,
  sync: 'none',
  pageSize: 1000,
  infinity: 'refused',
  etags: 'strong',
  times: 'right',
  hrefs: 'path',
  xml: 'prefixed',
  withoutSelf: false,
};
