import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import type { SeededText } from '@acequia/testkit';
import { type DiskName, latinFile, latinFolder, textName } from './disk-name.ts';
import type { DiskNode, DiskTree } from './disk-tree.ts';

const folderNames = ['Reports 2026', 'Ünïcode', '100% sure', 'a+b&c', '会议记录', '#1', "Ana's", 'plain'];
const endings = ['notes.txt', 'Größe, Länge.txt', 'q?.txt', 'semi;colon=1.txt', '😀 smile.txt', '50%25.txt', 'x.txt'];

/** So many files in folders of about five, up to three levels deep, some at the top. */
export function fillTree(tree: DiskTree, text: SeededText, random: () => number, documents: number): void {
  const folders: DiskNode[] = [tree.root];
  const depthOf = (node: DiskNode): number => (node.parent ? 1 + depthOf(node.parent) : 0);
  for (let made = 0; made < Math.max(4, Math.ceil(documents / 5)); made++) {
    const open = folders.filter((folder) => depthOf(folder) < 3);
    const parent = made < 3 ? tree.root : (open[Math.floor(random() * open.length)] ?? tree.root);
    folders.push(
      tree.create(parent, nameOf(made, 3, latinFolder, `${folderNames[made % folderNames.length]} ${made}`)),
    );
  }
  for (let made = 0; made < documents; made++) {
    const parent = folders[made % folders.length] ?? tree.root;
    const body = made === 1 ? '' : text.body(`file ${made}`, 1, 200 + Math.floor(random() * 800));
    tree.create(parent, nameOf(made, 2, latinFile, `${made} ${endings[made % endings.length]}`), body);
  }
  addOthers(tree);
}

/** One of them is no UTF-8, where the system takes such names. */
function nameOf(made: number, odd: number, oddName: DiskName, title: string): DiskName {
  return made === odd && process.platform === 'linux' ? oddName : textName(title);
}

/** What is no document: hidden and ignored names, and links that lead out or nowhere. */
function addOthers({ path }: DiskTree): void {
  writeFileSync(`${path}/.hidden.txt`, 'Hidden');
  mkdirSync(`${path}/node_modules`);
  writeFileSync(`${path}/node_modules/ignored.txt`, 'Ignored');
  symlinkSync('nowhere', `${path}/dangling.txt`);
  symlinkSync('../trash', `${path}/outside`);
}
