import type { ContentState } from '@acequia/core';
import type { SqlValue } from '../sql/sql.ts';
import { content as contentCodes } from '../sync/codes.ts';

/** Which live documents. */
export interface DocumentFilter {
  readonly knowledgeBaseId?: number;
  readonly dataSourceId?: number;
  /** Only documents whose content got this far. */
  readonly content?: ContentState;
  /** Part of the title. Case does not matter in A to Z; in other scripts it does on SQLite. */
  readonly text?: string;
  /** True: containers too. Default false. */
  readonly containers?: boolean;
}

/** The filter as SQL over documents `d` and data sources `s`, with its parameters. */
export function filterDocuments(tenantId: number, filter: DocumentFilter): [condition: string, parameters: SqlValue[]] {
  const conditions = ["s.tenant_id = ? AND s.status <> 'deleting' AND d.deleted_at IS NULL"];
  const parameters: SqlValue[] = [tenantId];
  const add = (condition: string, value: SqlValue) => {
    conditions.push(condition);
    parameters.push(value);
  };
  if (filter.knowledgeBaseId !== undefined) add('s.knowledge_base_id = ?', filter.knowledgeBaseId);
  if (filter.dataSourceId !== undefined) add('d.data_source_id = ?', filter.dataSourceId);
  if (filter.content !== undefined) add('d.content = ?', contentCodes[filter.content]);
  if (filter.text !== undefined && filter.text !== '') {
    const escaped = filter.text.toWellFormed().replace(/[!%_]/g, '!$&');
    add("LOWER(d.title) LIKE LOWER(?) ESCAPE '!'", `%${escaped}%`);
  }
  if (!filter.containers) conditions.push('d.container = 0');
  return [conditions.join(' AND '), parameters];
}
