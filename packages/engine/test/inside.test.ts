import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../src/index.ts';
import { createTestWorkspace, databases, type TestWorkspace } from './open-test-engine.ts';

const attachment = (name: string, type: string, text: string) =>
  `--cut\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}\r\n`;

const mail = (...attachments: string[]) =>
  `From: Ana <ana@example.org>\r\nSubject: Water\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="cut"\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\nThe plan is attached.\r\n${attachments.join('')}--cut--\r\n`;

describe.each(databases)('a mail in a folder, on %s', (database) => {
  let place: TestWorkspace;
  let engine: Engine;

  beforeEach(async () => {
    place = await createTestWorkspace(database);
    engine = await place.open();
    await engine.createKnowledgeBase('handbook');
    const settings = { path: place.folder };
    await engine.createDataSource({ name: 'documents', knowledgeBase: 'handbook', type: 'folder', settings });
  });
  afterEach(() => place.remove());

  const paths = async () => {
    const { documents } = await engine.documents({ dataSource: 'documents' });
    return documents.map(({ path }) => path).sort();
  };

  test('brings its attachments along, each a document that is found by itself and goes with it', async () => {
    const plan = attachment('plan.md', 'text/markdown', '# Sluice\n\nOpen at dawn.');
    await place.write({ 'water.eml': mail(plan, attachment('costs.csv', 'text/csv', 'what,price\ngate,120\n')) });
    expect(await engine.sync('documents')).toMatchObject({ status: 'success', counts: { created: 3 } });
    expect(await paths()).toEqual(['water.eml', 'water.eml/costs.csv', 'water.eml/plan.md']);
    await engine.indexed();
    const [hit] = await engine.search({ text: 'sluice' });
    expect(hit?.document.path).toBe('water.eml/plan.md');

    await place.write({ 'water.eml': mail(plan) });
    await engine.sync('documents');
    expect(await paths()).toEqual(['water.eml', 'water.eml/plan.md']);
    await place.delete('water.eml');
    await place.write({ 'other.md': 'something stays' });
    await engine.sync('documents');
    expect(await paths()).toEqual(['other.md']);
  });
});
