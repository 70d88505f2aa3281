import { describe, expect, it } from 'vitest';
import { ExportPaths } from '../../src/export/export-paths.ts';

const document = (id: number, path: string, title = path.split('/').at(-1) ?? '') => ({
  id,
  dataSource: 'share',
  path,
  title,
});

describe('ExportPaths', () => {
  it('puts documents into folders of their source and containers, with one .md at the end', () => {
    const paths = new ExportPaths([]);
    const taken = [
      document(1, 'guides/watering.md'),
      document(2, 'plan.markdown'),
      document(3, 'report.pdf'),
      document(4, 'Q1/Q2', 'Q1/Q2'),
    ].map((each) => paths.take(each));
    expect(taken).toEqual(['share/guides/watering.md', 'share/plan.md', 'share/report.pdf.md', 'share/Q1-Q2.md']);
  });

  it('gives each a path of its own, also where large and small letters or compositions are the same', () => {
    const paths = new ExportPaths([]);
    const taken = [
      document(1, 'Plan.md'),
      document(2, 'plan.md'),
      document(3, 'plan'),
      document(4, 'caf\u00e9'),
      document(5, 'cafe\u0301'),
      document(6, 'plan (2)'),
      document(7, 'A/x'),
      document(8, 'a/x'),
    ].map((each) => paths.take(each).normalize('NFC').toLowerCase());
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken).toContain('share/plan (2).md');
    expect(taken).toContain('share/plan (2) (6).md');
  });

  it('keeps a folder and a file of one name apart, and away from what is taken', () => {
    const paths = new ExportPaths(['documents.jsonl']);
    expect(paths.take(document(1, 'a/b.md/c.md'))).toBe('share/a/b.md/c.md');
    expect(paths.take(document(2, 'a/b.md'))).toBe('share/a/b (2).md');
    expect(paths.take({ ...document(3, 'x'), dataSource: 'Documents.jsonl' })).toBe('Documents.jsonl_/x.md');
    expect(paths.take(document(4, 'a/c'))).toBe('share/a/c.md');
    expect(paths.take(document(5, 'a/c.md/d'))).toBe('share/a/c.md_/d.md');
  });

  it('does not grow deeper than file systems allow', () => {
    const path = new ExportPaths([]).take(document(1, `${'deep/'.repeat(500)}end.md`));
    expect(path.split('/').length).toBeLessThan(50);
    expect(path).toMatch(/\/end\.md$/);
  });
});
