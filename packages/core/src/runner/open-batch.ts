import type { Complete } from '../contract/change.ts';
import type { Json } from '../contract/json.ts';
import type {
  AccessWrite,
  Batch,
  ContentUpdate,
  DocumentWrite,
  FailureWrite,
  ListedWrite,
  Placed,
} from '../ports/batch.ts';
import type { Counts } from '../ports/counts.ts';
import type { Digest } from '../ports/sync-store.ts';
import { noCounts } from './counts.ts';
import type { PlannedWrite } from './planned-write.ts';

/** Rough cost of a row beside its content, in bytes of memory. */
const rowBytes = 512;

function weigh({ content }: PlannedWrite): number {
  return rowBytes + (content?.state === 'ready' ? content.markdown.length : 0);
}

/** What the next commit will hold. Later words about a document replace earlier ones. */
export class OpenBatch {
  readonly planned = new Map<string, PlannedWrite>();
  readonly seen: number[] = [];
  readonly placed = new Map<number, Placed>();
  readonly accesses = new Map<number, AccessWrite>();
  readonly departed = new Set<number>();
  readonly departedParents = new Map<string, Digest>();
  readonly failures = new Map<string, FailureWrite>();
  readonly listed: ListedWrite[] = [];
  readonly claims: Complete[] = [];
  readonly relists = new Set<string>();
  voided = false;
  cursor: Json | undefined;
  readonly counts: Counts = noCounts();
  #bytes = 0;

  /** Documents: new, seen again, or with other readers. */
  get size(): number {
    return this.planned.size + this.seen.length + this.accesses.size;
  }

  /** Memory that it holds, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return (
      this.size === 0 &&
      this.placed.size === 0 &&
      this.departed.size === 0 &&
      this.departedParents.size === 0 &&
      this.failures.size === 0 &&
      this.listed.length === 0 &&
      this.claims.length === 0 &&
      this.relists.size === 0 &&
      !this.voided &&
      this.cursor === undefined &&
      Object.values(this.counts).every((count) => count === 0)
    );
  }

  plan(planned: PlannedWrite): void {
    this.drop(planned.target.id);
    this.planned.set(planned.target.id, planned);
    this.#bytes += weigh(planned);
  }

  /** A planned document's content came. */
  weigh(planned: PlannedWrite): void {
    this.#bytes += weigh(planned) - rowBytes;
  }

  /** Forgets what was planned for a document. */
  drop(id: string): void {
    const before = this.planned.get(id);
    if (!before) return;
    before.superseded = true;
    this.planned.delete(id);
  }

  /** Documents whose content is still to come. */
  outstanding(): PlannedWrite[] {
    return [...this.planned.values()].filter(({ content }) => content === undefined);
  }

  /**
   * Takes out the documents whose content came, as a batch that can be committed before the rest of this one. Stays:
   * what is below something outstanding, what lives in another document, and what brought others along.
   */
  takeArrived(): OpenBatch {
    const arrived = new OpenBatch();
    const verdicts = new Map<PlannedWrite, boolean>();
    const stays = (planned: PlannedWrite): boolean => {
      const known = verdicts.get(planned);
      if (known !== undefined) return known;
      // Asked again while this is being found out: a container in itself, which is no reason.
      verdicts.set(planned, false);
      const { content, row, broughtOthers } = planned;
      const parent = row?.parent === undefined ? undefined : this.planned.get(row.parent);
      const verdict = !content || broughtOthers || row?.owned || (parent !== undefined && stays(parent));
      verdicts.set(planned, verdict === true);
      return verdict === true;
    };
    const staying = [...this.planned.values()].filter(stays);
    for (const planned of this.planned.values()) if (!verdicts.get(planned)) arrived.plan(planned);
    // A container that is known is not said to be listed again: that must be noted with it.
    for (const id of this.relists) arrived.relists.add(id);
    this.relists.clear();
    this.#bytes = 0;
    this.planned.clear();
    for (const planned of staying) this.plan(planned);
    return arrived;
  }

  /** The commit, with outstanding contents as pending. Counts what it does. */
  close(): { readonly batch: Batch; readonly pending: readonly (readonly [PlannedWrite, DocumentWrite])[] } {
    const documents: DocumentWrite[] = [];
    const pending: (readonly [PlannedWrite, DocumentWrite])[] = [];
    const contents: ContentUpdate[] = [];
    const counts = this.counts;
    for (const planned of this.planned.values()) {
      const { effect, row, target } = planned;
      const content = planned.content ?? { state: 'pending' };
      const { documentId } = target;
      if (content.state === 'keep' && planned.sameMetadata && documentId !== undefined) {
        this.seen.push(documentId);
        counts.unchanged += 1;
        continue;
      }
      if (content.state === 'failed') counts.failed += 1;
      else if (content.state === 'skipped') counts.skipped += 1;
      else if (effect) counts[effect] += 1;
      const version = planned.version ?? target.version;
      if (row && planned.phase !== 'stored') {
        const document: DocumentWrite = { ...row, content, version };
        documents.push(document);
        if (content.state === 'pending') pending.push([planned, document]);
      } else if (documentId !== undefined) {
        contents.push({ ...target, documentId, content, version });
      }
    }
    const batch: Batch = {
      documents,
      contents,
      seen: this.seen,
      placed: [...this.placed.values()],
      accesses: [...this.accesses.values()],
      departed: [...this.departed],
      departedParents: [...this.departedParents.values()],
      failures: [...this.failures.values()],
      listed: this.listed,
      claims: this.claims,
      voided: this.voided,
      relists: [...this.relists],
      ...(this.cursor !== undefined && { cursor: this.cursor }),
      counts,
    };
    return { batch, pending };
  }
}
