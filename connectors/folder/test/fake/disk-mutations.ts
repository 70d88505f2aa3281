import type { FakeMutations, SeededText } from '@acequia/testkit';
import { type DiskName, textName } from './disk-name.ts';
import type { DiskNode, DiskTree } from './disk-tree.ts';

/** What people do to files. All new contents have the same size: only their times tell them apart. */
export function mutationsOf(tree: DiskTree, text: SeededText): Required<Omit<FakeMutations, 'setAccess'>> {
  let made = 0;
  const newBody = () => text.body('new', ++made, 400);
  const folderOf = (id: string | undefined) => (id === undefined ? tree.root : tree.find(id));
  // Titles may come twice, names in a folder cannot.
  const freeName = (parent: DiskNode, title: string): DiskName => {
    const name = textName(title);
    return parent.children?.has(name.bytes) ? freeName(parent, `${title} again`) : name;
  };
  return {
    create({ parent, title, body, container } = {}) {
      const folder = folderOf(parent);
      const name = freeName(folder, title ?? `New ${++made}.txt`);
      return tree.idOf(tree.create(folder, name, container ? undefined : (body ?? newBody())));
    },
    update: (id, body) => tree.update(tree.find(id), body ?? newBody()),
    rename(id, title) {
      const node = tree.find(id);
      const parent = node.parent ?? tree.root;
      tree.move(node, parent, freeName(parent, title));
      return tree.idOf(node);
    },
    move(id, parent) {
      const [node, folder] = [tree.find(id), folderOf(parent)];
      const isTaken = folder.children?.has(node.name.bytes) === true;
      tree.move(node, folder, isTaken ? freeName(folder, node.name.title) : node.name);
      return tree.idOf(node);
    },
    delete: (id) => tree.delete(tree.find(id)),
    restore: (id) => tree.restore(id),
  };
}
