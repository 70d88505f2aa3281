import type { FakeMutations, SeededText } from '@acequia/testkit';
import type { FakeBucket } from './fake-bucket.ts';

const folderOf = (path: string) => path.replace(/[^/]*\/?$/, '');
const nameOf = (path: string) => path.slice(folderOf(path).length);

/** What people do to a bucket with the usual tools: a move is a copy and a delete. */
export function createMutations(bucket: FakeBucket, text: SeededText): Required<Omit<FakeMutations, 'setAccess'>> {
  let made = 0;
  const next = () => 100_000 + made++;
  const relocate = (from: string, to: string) => {
    for (const key of bucket.below(from))
      if (to + key.slice(from.length) !== key) bucket.move(key, to + key.slice(from.length));
    return to;
  };
  return {
    create({ parent = 'inbox/', title, body, container } = {}) {
      const number = next();
      const name = title ?? `${text.title(number)} ${number}.txt`;
      const key = container ? `${parent === 'inbox/' ? '' : parent}${name}/` : `${parent}${name}`;
      bucket.put(key, container ? '' : (body ?? text.body(`${number}`, 1, 400)));
      return key;
    },
    update(id, body) {
      bucket.require(id);
      bucket.put(id, body ?? text.body(`${next()}`, 1, 400));
    },
    rename: (id, title) => relocate(id, `${folderOf(id)}${title}${id.endsWith('/') ? '/' : ''}`),
    move: (id, parent) => relocate(id, `${parent}${nameOf(id)}`),
    delete(id) {
      const keys = bucket.below(id);
      if (keys.length === 0) throw new Error(`There is nothing in "${id}"`);
      for (const key of keys) bucket.delete(key);
    },
    restore(id) {
      for (const key of bucket.deletedBelow(id)) bucket.restore(key);
    },
  };
}
