import { createHash } from 'node:crypto';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Which share of the mutants is judged: all, unless SAMPLE says otherwise. */
const share = Number(process.env.SAMPLE ?? 1);

/** Whether a mutant belongs to the random sample, which is the same each time: where it is, and what it changes to what. */
function isSampled({ fileName, location: { start }, mutatorName, replacement }) {
  const file = fileName.slice(fileName.lastIndexOf('lambdas/'));
  const mutant = JSON.stringify([file, start.line, start.column, mutatorName, replacement]);
  return createHash('sha256').update(mutant).digest().readUInt32BE() < share * 2 ** 32;
}

/** Leaves out what is not of the sample as what does not compile, which does not count. */
const sample = () => ({
  async init() {},
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  },
  async check(mutants) {
    const resultOf = (mutant) =>
      isSampled(mutant)
        ? { status: CheckStatus.Passed }
        : { status: CheckStatus.CompileError, reason: 'not of the sample' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, resultOf(mutant)]));
  },
});

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', sample)];
