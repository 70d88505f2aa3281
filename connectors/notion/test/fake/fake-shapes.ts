import type { FakeFile, FakeNode, FakeParent, FakeWorkspace } from './fake-workspace.ts';

const iso = (time: number) => new Date(time).toISOString();
const user = { object: 'user', id: 'e79a0b74-3aba-4149-9f74-0bb5791a6ee6' };
const rich = (text: string) => [
  { type: 'text', text: { content: text, link: null }, plain_text: text, href: null, annotations: {} },
];

/** Where the storage of Notion's files is, which is not the API. */
export const storage = 'https://prod-files-secure.s3.us-west-2.amazonaws.com';

/** Notion's answers in the shapes of version 2026-03-11. */
export class FakeShapes {
  readonly #workspace: FakeWorkspace;
  #signed = 0;

  constructor(workspace: FakeWorkspace) {
    this.#workspace = workspace;
  }

  of(node: FakeNode): Record<string, unknown> {
    const common = {
      id: node.id,
      created_time: iso(node.created),
      last_edited_time: iso(node.edited),
      created_by: user,
      last_edited_by: user,
      in_trash: this.#workspace.isTrashed(node),
    };
    const url = `https://www.notion.so/${node.id.replaceAll('-', '')}`;
    if (node.kind === 'block') {
      return { object: 'block', ...common, parent: this.#parent(node.parent), type: 'toggle', has_children: true };
    }
    const dressing = { icon: null, cover: null, url, public_url: null };
    if (node.kind === 'table') {
      return {
        object: 'data_source',
        ...common,
        ...dressing,
        parent: { type: 'database_id', database_id: databaseOf(node.id) },
        database_parent: this.#parent(node.parent),
        title: rich(node.title),
        description: [],
        is_inline: false,
        properties: { Name: { id: 'title', name: 'Name', type: 'title', title: {} } },
      };
    }
    const properties: Record<string, unknown> = { Name: { id: 'title', type: 'title', title: rich(node.title) } };
    for (const [name, value] of Object.entries(node.properties)) {
      properties[name] = { id: encodeURIComponent(`:${name}`), ...(value as object) };
    }
    if (node.propertyFiles.length > 0) {
      const files = node.propertyFiles.map((file) => ({ name: file.name, ...this.hosted(file) }));
      properties.Files = { id: 'files', type: 'files', files };
    }
    return {
      object: 'page',
      ...common,
      ...dressing,
      is_archived: false,
      is_locked: false,
      parent: this.#parent(node.parent),
      properties,
    };
  }

  /** Files of a page, then the toggles, pages and tables in it. */
  children(node: FakeNode): Record<string, unknown>[] {
    const below = [...this.#workspace.nodes.values()].filter(
      ({ parent }) => parent.type !== 'workspace' && parent.id === node.id,
    );
    return [
      ...node.files.map((file) => this.fileBlock(node, file)),
      ...below.map((child) => {
        if (child.kind === 'block') return this.of(child);
        const { id, created_time, last_edited_time, in_trash } = this.of(child);
        const common = {
          object: 'block',
          created_time,
          last_edited_time,
          in_trash,
          parent: this.#parent(child.parent),
        };
        return child.kind === 'page'
          ? { ...common, id, type: 'child_page', has_children: true, child_page: { title: child.title } }
          : { ...common, id: databaseOf(child.id), type: 'child_database', child_database: { title: child.title } };
      }),
    ];
  }

  fileBlock(node: FakeNode, file: FakeFile): Record<string, unknown> {
    return {
      object: 'block',
      id: file.id,
      parent: { type: 'page_id', page_id: node.id },
      created_time: iso(node.created),
      last_edited_time: iso(node.edited),
      in_trash: false,
      has_children: false,
      type: file.kind,
      [file.kind]: { ...this.hosted(file), caption: [], ...(file.kind === 'file' && { name: file.name }) },
    };
  }

  hosted(file: FakeFile): Record<string, unknown> {
    const expiry = iso(this.#workspace.clock.now() + 3_600_000);
    return { type: 'file', file: { url: this.#signedUrl(file), expiry_time: expiry } };
  }

  /** Notion's markdown: files and pages are tags, and addresses are signed anew each time. */
  markdown(node: FakeNode): Record<string, unknown> {
    const files = node.files.map(
      (file) => `<${file.kind} src="${this.#signedUrl(file)}">${file.name}</${file.kind}>\n`,
    );
    const beyond = [...node.beyond.keys()].map(
      (id) => `\t<unknown url="https://www.notion.so/${node.id}#${id.replaceAll('-', '')}" alt="block"/>\n`,
    );
    return {
      object: 'page_markdown',
      id: node.id,
      markdown: [node.body, '\n', ...files, ...beyond].join(''),
      truncated: node.beyond.size > 0,
      unknown_block_ids: [...node.beyond.keys()],
    };
  }

  comments(node: FakeNode): Record<string, unknown>[] {
    return node.comments.map(({ discussion, author, text }, index) => ({
      object: 'comment',
      id: `${index}`,
      parent: { type: 'page_id', page_id: node.id },
      discussion_id: discussion,
      created_time: iso(node.created),
      last_edited_time: iso(node.created),
      created_by: user,
      rich_text: rich(text),
      display_name: { type: 'user', resolved_name: author },
    }));
  }

  #signedUrl({ id, name }: FakeFile): string {
    this.#signed += 1;
    return `${storage}/space/${id}/${encodeURIComponent(name)}?X-Amz-Expires=3600&X-Amz-Signature=${this.#signed}`;
  }

  #parent(parent: FakeParent): Record<string, unknown> {
    if (parent.type === 'workspace') return { type: 'workspace', workspace: true };
    if (parent.type === 'table') {
      return { type: 'data_source_id', data_source_id: parent.id, database_id: databaseOf(parent.id) };
    }
    return { type: `${parent.type}_id`, [`${parent.type}_id`]: parent.id };
  }
}

/** Each table of the fake has a database of its own. */
export function databaseOf(table: string): string {
  return table.replace(/^.{8}/, 'dddddddd');
}
