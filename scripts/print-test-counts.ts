import { readFileSync } from 'node:fs';
import { countTests } from './count-tests.ts';
import type { TestReport } from './test-report.ts';

// Usage: node scripts/print-test-counts.ts REPORT.json
const [file = 'reports/vitest.json'] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8')) as TestReport;
const { passed, failed, skipped } = countTests(report);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
