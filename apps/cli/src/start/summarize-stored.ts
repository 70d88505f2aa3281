import type { Engine, StoredDocumentInfo } from '@acequia/engine';

/** How many documents of one kind there are, and how large they are together. */
export interface TypeCount {
  readonly type: string;
  readonly documents: number;
  readonly bytes: number;
}

export interface StoredSummary {
  readonly documents: number;
  readonly containers: number;
  /** Commonest first. */
  readonly types: readonly TypeCount[];
  readonly titles: readonly string[];
  /** Why documents have no content although nothing failed, and how many; commonest first. */
  readonly skipped: readonly (readonly [reason: string, documents: number])[];
  /** False: only the first documents were looked at. */
  readonly complete: boolean;
}

const pageSize = 1000;
const mostPages = 50;
const mostTitles = 5000;

/** Looks at what the data sources hold. */
export async function summarizeStored(engine: Engine, dataSources: readonly string[]): Promise<StoredSummary> {
  const types = new Map<string, { documents: number; bytes: number }>();
  const skipped = new Map<string, number>();
  const titles: string[] = [];
  let [complete, all, containers] = [true, 0, 0];
  for (const dataSource of dataSources) {
    const { total } = await engine.documents({ dataSource, limit: 1 });
    const withContainers = await engine.documents({ dataSource, limit: 1, containers: true });
    all += total;
    containers += withContainers.total - total;
    let after: number | undefined;
    for (let page = 0; ; page += 1) {
      if (page === mostPages) {
        complete = false;
        break;
      }
      const { documents } = await engine.documents({ dataSource, limit: pageSize, after });
      for (const document of documents) {
        const type = typeOf(document);
        const sum = types.get(type) ?? { documents: 0, bytes: 0 };
        types.set(type, { documents: sum.documents + 1, bytes: sum.bytes + (document.size ?? 0) });
        if (titles.length < mostTitles) titles.push(document.title);
        const reason = document.content === 'skipped' ? (document.notes[0] ?? 'skipped') : undefined;
        if (reason !== undefined) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
      }
      after = documents.at(-1)?.id;
      if (documents.length < pageSize) break;
    }
  }
  return {
    documents: all,
    containers,
    types: [...types]
      .map(([type, sum]) => ({ type, ...sum }))
      .sort((a, b) => b.documents - a.documents || a.type.localeCompare(b.type)),
    titles,
    skipped: [...skipped].sort(([, a], [, b]) => b - a),
    complete,
  };
}

function typeOf({ title }: StoredDocumentInfo): string {
  const [ending] = /\.(?:d\.)?[\p{L}\d]{1,9}$/u.exec(title) ?? [];
  return ending === undefined || ending === title ? 'no ending' : ending.toLowerCase();
}
