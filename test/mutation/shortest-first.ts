import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Runs what failed last first, for mutants beside each other mostly fall to the same tests; then the shortest, so that
 * generated histories only judge what nothing else notices.
 */
export class ShortestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const last = ({ project, moduleId }: TestSpecification) =>
      this.ctx.cache.getFileTestResults(`${project.name}:${moduleId.slice(this.ctx.config.root.length + 1)}`);
    const rank = (file: TestSpecification) => {
      const { failed, duration } = last(file) ?? { failed: false, duration: 0 };
      return failed ? -1 : duration;
    };
    return [...files].sort((a, b) => rank(a) - rank(b));
  }
}
