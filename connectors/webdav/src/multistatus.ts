import { SourceError } from '@acequia/core/contract';
import { broken, type XmlHandler } from './xml-reader.ts';

/** One `response` of a multistatus, as it came. */
export interface DavResponse {
  /** Empty: the server does not say what it is about. chezdav does so for names that it cannot write (`100%`). */
  readonly href: string;
  /** Of the whole response; absent where it has properties. */
  readonly status?: number;
  /** Texts of the properties that were found, by name. */
  readonly properties: ReadonlyMap<string, string>;
  /** `undefined`: the server does not say. */
  readonly collection: boolean | undefined;
  /** Statuses of properties that were not found or refused. */
  readonly refused: readonly number[];
  /** Whether `supported-report-set` names `sync-collection`; undefined: the server does not say. */
  readonly reportsChanges: boolean | undefined;
}

interface Open {
  hrefs: string[];
  status?: number;
  properties: Map<string, string>;
  collection: boolean | undefined;
  refused: number[];
  reportsChanges: boolean | undefined;
  propstat: Propstat;
}

interface Propstat {
  texts: Map<string, string>;
  status?: number;
  collection: boolean;
  changes: boolean;
  checksums: string[];
}

/** Collects responses from a document as it is read. https://www.rfc-editor.org/rfc/rfc4918#section-14.16 */
export class MultistatusHandler implements XmlHandler {
  /** Of a report of changes: the token from which the next one goes on. */
  syncToken: string | undefined;
  #responses: DavResponse[] = [];
  #open = openResponse();
  readonly #path: string[] = [];

  /** Those that are complete since the last call. */
  takeResponses(): readonly DavResponse[] {
    const responses = this.#responses;
    this.#responses = [];
    return responses;
  }

  open(name: string, level: number): void {
    if (level === 0 && name !== 'd:multistatus') throw noMultistatus(name);
    this.#path[level] = name;
    this.#path.length = level + 1;
    if (level === 1 && name === 'd:response') this.#open = openResponse();
    if (level === 2 && name === 'd:propstat') this.#open.propstat = openPropstat();
  }

  close(name: string, level: number, text: string): void {
    const open = this.#open;
    if (level === 1 && name === 'd:sync-token') this.syncToken = text;
    else if (this.#path[1] !== 'd:response') return;
    else if (level === 1) this.#finish();
    else if (level === 2 && name === 'd:href') open.hrefs.push(text);
    else if (level === 2 && name === 'd:status') open.status = parseStatus(text);
    else if (level === 2 && name === 'd:propstat') closePropstat(open);
    else if (this.#path[2] === 'd:propstat') this.#property(name, level, text);
  }

  #property(name: string, level: number, text: string): void {
    const { propstat } = this.#open;
    if (level === 3 && name === 'd:status') propstat.status = parseStatus(text);
    if (this.#path[3] !== 'd:prop') return;
    const property = this.#path[4] ?? '';
    if (level === 4) propstat.texts.set(name, text);
    else if (property === 'd:resourcetype' && level === 5 && name === 'd:collection') propstat.collection = true;
    else if (property === 'd:supported-report-set' && name === 'd:sync-collection') propstat.changes = true;
    else if (property === 'oc:checksums' && name === 'oc:checksum') propstat.checksums.push(text);
  }

  #finish(): void {
    const { hrefs, propstat: _, ...response } = this.#open;
    const isEmpty = response.status === undefined && response.properties.size === 0 && response.refused.length === 0;
    if (hrefs.length === 0 || (isEmpty && hrefs.includes(''))) throw broken('an entry has no href');
    for (const href of hrefs) this.#responses.push({ href, ...response });
  }
}

/** The names of the conditions in a `DAV:error`; none when the document is something else. */
export class ErrorHandler implements XmlHandler {
  readonly conditions: string[] = [];
  #isError = false;

  open(name: string, level: number): void {
    if (level === 0) this.#isError = name === 'd:error';
    if (level === 1 && this.#isError) this.conditions.push(name);
  }

  close(): void {}
}

function openResponse(): Open {
  return {
    hrefs: [],
    properties: new Map(),
    collection: undefined,
    refused: [],
    reportsChanges: undefined,
    propstat: openPropstat(),
  };
}

function openPropstat(): Propstat {
  return { texts: new Map(), collection: false, changes: false, checksums: [] };
}

function closePropstat(open: Open): void {
  // A status is required; servers that leave it out mean that all is well.
  const { texts, status = 200, collection, changes, checksums } = open.propstat;
  if (status < 200 || status > 299) {
    open.refused.push(status);
    return;
  }
  if (open.properties.size === 0) open.properties = texts;
  else for (const [name, text] of texts) open.properties.set(name, text);
  if (checksums.length > 0) open.properties.set('oc:checksums', checksums.join(' '));
  if (texts.has('d:resourcetype')) open.collection = collection;
  if (texts.has('d:supported-report-set')) open.reportsChanges = changes;
}

/** `HTTP/1.1 404 Not Found`, by some without the protocol; 0 for what is none. */
function parseStatus(text: string): number {
  return Number(/^\s*(?:HTTP\/[\d.]+\s+)?(\d{3})\b/i.exec(text)?.[1] ?? 0);
}

function noMultistatus(root: string): SourceError {
  const what = /:html$/i.test(root) ? 'a web page' : 'something else';
  return new SourceError('bad-response', `The server answered with ${what} instead of a list of files`, {
    remedy: 'Check the address: this looks like a login page, a proxy, or a server without WebDAV.',
  });
}
