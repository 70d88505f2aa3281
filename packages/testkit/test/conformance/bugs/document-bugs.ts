import type { Document, Wanted } from '@acequia/core';
import { changeDocuments, type PlantedBug } from './plant.ts';

const hour = 3_600_000;

/** Mistakes in what is said of documents: ids, titles, times, versions, readers. */
export const documentBugs: readonly PlantedBug[] = [
  {
    name: 'uses an address as the id',
    rule: 4,
    group: 'full sync',
    plant: (connector) =>
      changeDocuments(connector, (document) => ({ ...document, id: `https://host/${document.title}` })),
  },
  {
    name: 'leaves out containers',
    rule: 8,
    group: 'full sync',
    plant: (connector) => changeDocuments(connector, (document) => (document.container ? undefined : document)),
  },
  {
    name: 'puts paths into titles',
    rule: 8,
    group: 'full sync',
    plant: (connector) =>
      changeDocuments(connector, (document) => ({ ...document, title: `${document.parent}/${document.title}` })),
  },
  {
    name: 'gives each reading another version',
    rule: 12,
    group: 'no change',
    plant: (connector) =>
      changeDocuments(connector, (document, { clock }) =>
        document.container ? document : { ...document, version: String(clock.now()) },
      ),
  },
  {
    name: 'has no version in the listing',
    group: 'no change',
    plant: (connector) => changeDocuments(connector, ({ version: _, ...document }) => document),
  },
  {
    name: 'takes the time of the last edit for the version',
    rule: 12,
    group: 'incremental sync',
    plant: (connector) =>
      changeDocuments(connector, (document) =>
        document.container ? document : { ...document, version: String(document.modifiedAt) },
      ),
  },
  {
    name: 'has a version that never changes',
    rule: 12,
    group: 'incremental sync',
    plant: (connector) =>
      changeDocuments(connector, (document) => (document.container ? document : { ...document, version: '1' })),
  },
  {
    name: 'gives times in seconds',
    group: 'full sync',
    plant: (connector) =>
      changeDocuments(connector, (document) => ({ ...document, modifiedAt: (document.modifiedAt ?? 0) / 1000 })),
  },
  {
    name: 'remembers every document in a map',
    group: 'requests and memory',
    plant: (connector) => {
      const met = new Map<string, Document>();
      return changeDocuments(connector, (document) => {
        met.set(`${document.id}${met.size}`, document);
        return document;
      });
    },
  },
  {
    name: 'gives another address of a document each time',
    group: 'full sync',
    plant: (connector) =>
      changeDocuments(connector, (document, { clock }) => ({
        ...document,
        url: `https://files.example/${encodeURIComponent(document.id)}?signed=${clock.now()}`,
      })),
  },
  {
    name: 'keeps a signed address in the ref',
    rule: 5,
    group: 'contents and refs',
    plant: (connector) => {
      // As if the signature had been made at a fixed time, so that documents are the same each time.
      const signedAt = Date.UTC(2026, 5, 1);
      const refs = changeDocuments(connector, (document) => ({ ...document, ref: { until: signedAt + 24 * hour } }));
      const { fetchContent } = refs;
      if (!fetchContent) return refs;
      const isOld = ({ ref }: Wanted, now: number) =>
        typeof ref === 'object' && ref !== null && 'until' in ref && Number(ref.until) < now;
      return {
        ...refs,
        async *fetchContent(context, wanted) {
          const old = wanted.filter((one) => isOld(one, context.clock.now()));
          for (const { id } of old) yield { id, error: { kind: 'not-found', message: 'The address has expired.' } };
          const fresh = wanted.filter((one) => !old.includes(one));
          if (fresh.length > 0) yield* fetchContent(context, fresh);
        },
      };
    },
  },
  {
    name: 'computes the access of documents from their container',
    rule: 8,
    group: 'access',
    plant: (connector) =>
      changeDocuments(connector, (document) => ({
        ...document,
        access: document.access ?? { mode: 'replace', allow: [{ type: 'group', id: document.parent ?? 'all' }] },
      })),
  },
  {
    name: 'says nothing of who may read',
    group: 'access',
    plant: (connector) => changeDocuments(connector, ({ access: _, ...document }) => document),
  },
  {
    name: 'counts readers into the version',
    group: 'access',
    plant: (connector) =>
      changeDocuments(connector, (document) =>
        document.container ? document : { ...document, version: document.version + JSON.stringify(document.access) },
      ),
  },
];
