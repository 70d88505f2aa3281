/** One document of the change log, as it is now. Both ids are the store's integers. */
export type DocumentChange = DocumentRemoval | DocumentUpsert;

export interface DocumentRemoval {
  readonly documentId: number;
  readonly dataSourceId: number;
  /** Place in the data source's change log, from 1. */
  readonly seq: number;
  readonly deleted: true;
}

export interface DocumentUpsert {
  readonly documentId: number;
  readonly dataSourceId: number;
  /** Place in the data source's change log, from 1. */
  readonly seq: number;
  readonly deleted?: false;
  readonly title: string;
  /** Empty for a document that is known by its title only (a container, a type without text). */
  readonly markdown: string;
}
