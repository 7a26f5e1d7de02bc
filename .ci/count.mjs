// Prints "PASSED FAILED" from vitest's JSON report. Skipped tests, and files that could not be run at all, count as failed.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
const failed = report.numFailedTests + skipped + brokenFiles;
console.log(report.numPassedTests, failed === 0 && report.numPassedTests === 0 ? 1 : failed);
