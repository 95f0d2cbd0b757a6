import type { Reporter, TestModule } from 'vitest/node';
import { closingLine } from './closing-line.ts';

/** Ends the run's output with its closing line. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]).map((test) => test.result().state);
    const passed = tests.filter((state) => state === 'passed').length;
    const skipped = tests.filter((state) => state === 'skipped').length;
    // A file or a set-up that breaks before its tests are known fails too.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const failed = tests.filter((state) => state === 'failed').length + broken;
    // After the summaries of the other reporters, whatever their order.
    process.once('exit', () => {
      process.stdout.write(`${closingLine({ passed, failed, skipped })}\n`);
    });
  }
}
