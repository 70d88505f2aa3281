import type { NotionFixture } from './notion-fixture.ts';

/** What the store has otherwise than the workspace, without files. */
export function differences({ fake, store }: NotionFixture): string[] {
  const expected = fake.snapshot();
  const stored = store.documents();
  const wrong: string[] = [];
  for (const [id, { title, parent, container, contains = [] }] of expected) {
    const has = stored.get(id);
    if (!has) wrong.push(`${title} is missing`);
    else if (has.title !== title || has.parent !== parent || has.container !== container) {
      wrong.push(`${title} is "${has.title}" below ${has.parent}`);
    } else if (!contains.every((text) => has.markdown?.includes(text))) wrong.push(`${title} has another text`);
  }
  for (const [id, { title, owned }] of stored) if (!expected.has(id) && !owned) wrong.push(`${title} is still there`);
  return wrong;
}
