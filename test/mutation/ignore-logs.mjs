import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/**
 * Leaves out of the mutants what only a person reads once something is wrong: lines of the log, and the messages of errors. No test holds
 * their wording, and none should.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'log lines and error messages', {
    shouldIgnore({ node }) {
      if (node.type === 'CallExpression' && node.callee.object?.name === 'logger') return 'a line of the log';
      if (
        node.type === 'NewExpression' &&
        /Error$|^Order(Cancelled|NotFound)$|^StockContention$/.test(node.callee.name ?? '')
      )
        return "an error's message";
      if (node.type === 'CallExpression' && node.callee.type === 'Super') return "an error's message";
      return undefined;
    },
  }),
];
