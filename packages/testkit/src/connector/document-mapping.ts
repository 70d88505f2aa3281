import type { Document, Failure, Upsert } from '@acequia/core';
import { type WireDocument, wireDocument } from './wire.ts';

function toDocument(wire: WireDocument, alias: boolean): Document {
  return {
    id: wire.id,
    title: wire.title,
    modifiedAt: wire.modifiedAt,
    ...(alias && { alias: wire.id }),
    ...(wire.parent !== undefined && { parent: wire.parent }),
    ...(wire.access && { access: wire.access }),
    ...(wire.container
      ? { container: true as const }
      : {
          version: wire.version,
          mime: 'text/plain',
          ...(wire.size !== undefined && { size: wire.size }),
          ...(wire.body !== undefined && { body: wire.body }),
        }),
  };
}

/** An upsert; a failure for what is no document, with its id if that can be seen. `alias`: the id is also the alias. */
export function toChange(raw: unknown, alias = false): Upsert | Failure {
  const parsed = wireDocument.safeParse(raw);
  if (parsed.success) return { type: 'upsert', document: toDocument(parsed.data, alias) };
  const id = wireDocument.pick({ id: true }).safeParse(raw);
  const issue = parsed.error.issues[0];
  return {
    type: 'failure',
    ...(id.success && { id: id.data.id }),
    error: {
      kind: 'bad-response',
      message: `A document is not as described: ${issue?.path.join('.')}: ${issue?.message}`,
    },
  };
}
