import { errorFrom, SourceError } from '@acequia/core';
import { changeContents, type PlantedBug } from './plant.ts';

/** Mistakes with contents and single documents. */
export const contentBugs: readonly PlantedBug[] = [
  {
    name: 'lets one forbidden document end everything',
    rule: 7,
    group: 'failures of single documents',
    plant: (connector) =>
      changeContents(connector, async function* (fetched) {
        for await (const one of fetched) {
          if ('error' in one) throw new SourceError('auth', one.error.message);
          yield one;
        }
      }),
  },
  {
    name: 'leaves out what it could not read',
    rule: 7,
    group: 'contents and refs',
    plant: (connector) =>
      changeContents(connector, async function* (fetched) {
        for await (const one of fetched) if (!('error' in one)) yield one;
      }),
  },
  {
    name: 'takes every absence for a deletion',
    rule: 10,
    group: 'failures of single documents',
    plant: (connector) => {
      const { fetchDocuments } = connector;
      if (!fetchDocuments) return connector;
      return {
        ...connector,
        async *fetchDocuments(context, wanted) {
          for await (const change of fetchDocuments(context, wanted)) {
            const absent = change.type === 'failure' && change.id !== undefined;
            yield absent ? { type: 'delete', id: change.id } : change;
          }
        },
      };
    },
  },
  {
    name: 'matches answers to wishes by their order',
    group: 'contents and refs',
    plant: (connector) =>
      changeContents(connector, async function* (fetched) {
        const all = [];
        for await (const one of fetched) all.push(one);
        const ids = all.map(({ id }) => id).reverse();
        for (const [index, one] of all.entries()) yield { ...one, id: ids[index] ?? one.id };
      }),
  },
  {
    name: 'answers the first of a batch only',
    group: 'contents and refs',
    plant: (connector) =>
      changeContents(connector, async function* (fetched) {
        for await (const one of fetched) return yield one;
      }),
  },
  {
    name: 'says unchanged of what nobody has',
    group: 'contents and refs',
    plant: (connector) =>
      changeContents(connector, async function* (fetched) {
        for await (const { id } of fetched) yield { id, unchanged: true };
      }),
  },
  {
    name: 'gives a login page as a content',
    group: 'contents and refs',
    plant: (connector) => {
      const { fetchContent } = connector;
      if (!fetchContent) return connector;
      return {
        ...connector,
        async *fetchContent(context, wanted) {
          try {
            yield* fetchContent(context, wanted);
          } catch (error) {
            if (!SourceError.isInstance(error) || error.kind !== 'bad-response') throw error;
            for (const { id } of wanted) yield { id, body: '<html>Sign in</html>', mime: 'text/html' };
          }
        },
      };
    },
  },
  {
    name: 'turns refused credentials into failures of documents',
    group: 'credentials',
    plant: (connector) => {
      const { fetchContent } = connector;
      if (!fetchContent) return connector;
      return {
        ...connector,
        async *fetchContent(context, wanted) {
          try {
            yield* fetchContent(context, wanted);
          } catch (error) {
            const { message } = error instanceof Error ? error : errorFrom({ kind: 'internal', message: '' });
            for (const { id } of wanted) yield { id, error: { kind: 'forbidden', message } };
          }
        },
      };
    },
  },
  {
    name: 'lets one missing document end a batch',
    rule: 7,
    group: 'contents and refs',
    plant: (connector) =>
      changeContents(connector, async function* (fetched) {
        for await (const one of fetched) {
          if ('error' in one) throw new SourceError('not-found', one.error.message);
          yield one;
        }
      }),
  },
  {
    name: 'turns limits into failures of documents',
    rule: 13,
    group: 'rate limits',
    plant: (connector) => {
      const { fetchContent } = connector;
      if (!fetchContent) return connector;
      return {
        ...connector,
        async *fetchContent(context, wanted) {
          try {
            yield* fetchContent(context, wanted);
          } catch (error) {
            if (!SourceError.isInstance(error) || error.kind !== 'rate-limited') throw error;
            for (const { id } of wanted) yield { id, error: { kind: 'unsupported', message: 'It has no content.' } };
          }
        },
      };
    },
  },
];
