import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end of a run what was skipped, and why. */
export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const reason = result.state === 'skipped' ? result.note : undefined;
        process.stdout.write(`skipped: ${module.relativeModuleId}: ${test.fullName}: ${reason ?? 'no reason given'}\n`);
      }
    }
  }
}
