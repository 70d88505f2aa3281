import type { SeededText } from '@acequia/testkit';
import type { DavNode, DavTree } from './dav-tree.ts';

/** Names that servers write in many ways. */
const folderNames = ['Reports 2026', 'Ünïcode', '100% sure', 'a+b&c', '会议记录', '#1', "Ana's", 'plain'];
const endings = ['notes.txt', 'Größe, Länge.txt', 'q?.txt', 'semi;colon=1.txt', '😀 smile.txt', '50%25.txt', 'x.txt'];

/** So many files in folders of about five, up to three levels deep, some at the top. */
export function fillTree(tree: DavTree, text: SeededText, random: () => number, documents: number): void {
  const folders: DavNode[] = [tree.root];
  for (let made = 0; made < Math.max(4, Math.ceil(documents / 5)); made++) {
    const open = folders.filter((folder) => tree.pathOf(folder).split('/').length < 3);
    const parent = made < 3 ? tree.root : (open[Math.floor(random() * open.length)] ?? tree.root);
    folders.push(tree.create(parent, `${folderNames[made % folderNames.length]} ${made}`, undefined));
  }
  for (let made = 0; made < documents; made++) {
    const parent = folders[made % folders.length] ?? tree.root;
    const body = made === 1 ? '' : text.body(`file ${made}`, 1, 200 + Math.floor(random() * 800));
    tree.create(parent, `${made} ${endings[made % endings.length]}`, body);
  }
}
