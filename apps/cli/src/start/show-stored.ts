import type { FailedDocument } from '@acequia/engine';
import { formatBytes, formatCount, formatNumber } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { truncate } from '../output/text-width.ts';
import { wrapText } from '../output/wrap-text.ts';
import type { Narrator } from './narrator.ts';
import type { StoredSummary } from './summarize-stored.ts';

const mostTypes = 8;
const mostReasons = 3;

/** Shows what there is now, as a table of file types. */
export function showTypes(narrator: Narrator, { types, complete, documents: all, containers }: StoredSummary): void {
  const folders = containers === 1 ? '1 folder' : `${formatCount(containers)} folders`;
  narrator.line(`  ${formatNumber(all, 'document')} in ${folders}`);
  if (types.length === 0) return;
  const shown = types.slice(0, types.length > mostTypes ? mostTypes - 1 : mostTypes);
  const rest = types.slice(shown.length);
  const rows = [...shown];
  if (rest.length > 0) {
    rows.push({
      type: formatNumber(rest.length, 'other type'),
      documents: rest.reduce((sum, { documents }) => sum + documents, 0),
      bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0),
    });
  }
  const lines = formatTable(
    [
      { title: '  TYPE', cut: 'end' },
      { title: 'DOCUMENTS', align: 'right' },
      { title: 'SIZE', align: 'right' },
    ],
    rows.map(({ type, documents, bytes }) => [`  ${printable(type)}`, formatCount(documents), formatBytes(bytes)]),
    narrator.width,
    (title) => narrator.paint('dim', title),
  );
  narrator.line(['', ...lines].join('\n'));
  if (!complete) narrator.line(narrator.paint('dim', '  (only the first documents were counted)'));
}

/** Shows why documents failed or have no content, commonest reasons first, each with what to do, and how many were not wanted. */
export function showReasons(
  { heading, line, paint, width }: Narrator,
  failures: readonly FailedDocument[],
  { skipped }: StoredSummary,
  leftOut: number,
): void {
  if (failures.length === 0 && skipped.length === 0 && leftOut === 0) return;
  heading('What did not come in');
  const reasons = Map.groupBy(failures, ({ kind, message }) => `${kind ?? 'pending'}: ${message ?? 'still to come'}`);
  const sorted = [...reasons].sort(([, a], [, b]) => b.length - a.length);
  for (const [reason, failed] of sorted.slice(0, mostReasons)) {
    const [first] = failed;
    line(wrapText(`${formatCount(failed.length)} failed, ${printable(reason)}`, width, '  '));
    if (first) line(paint('dim', truncate(`    e.g. ${printable(first.path || first.title)}`, width)));
    if (first?.remedy !== undefined) line(paint('cyan', wrapText(printable(first.remedy), width, '    ')));
  }
  for (const [reason, count] of skipped.slice(0, mostReasons)) {
    line(wrapText(`${formatCount(count)} skipped: ${printable(reason)}`, width, '  '));
  }
  if (leftOut > 0) line(`  ${formatNumber(leftOut, 'other file')}, left out by the filters in acequia.yaml`);
  const hidden = Math.max(0, sorted.length - mostReasons) + Math.max(0, skipped.length - mostReasons);
  if (hidden > 0) line(paint('dim', `  and ${formatNumber(hidden, 'more reason')}`));
}
