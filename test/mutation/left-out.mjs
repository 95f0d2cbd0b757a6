import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Leaves out of the mutants what no test should hold. */
export const strykerPlugins = [
  ignorer('log lines and error messages', reasonInLog),
  ignorer('what runs while a module loads', reasonAtLoad),
];

function ignorer(name, shouldIgnore) {
  return declareValuePlugin(PluginKind.Ignore, name, { shouldIgnore });
}

/** What only a person reads once something is wrong: lines of the log, and the messages of errors. No test holds their wording. */
function reasonInLog({ node }) {
  if (isLogLine(node)) return 'a line of the log';
  if (node.type === 'BlockStatement' && node.body.length > 0 && node.body.every(isLogLine)) return 'a line of the log';
  if (
    node.type === 'NewExpression' &&
    /Error$|^Order(Cancelled|NotFound)$|^StockContention$/.test(node.callee.name ?? '')
  )
    return "an error's message";
  if (node.type === 'CallExpression' && node.callee.type === 'Super') return "an error's message";
  return undefined;
}

function isLogLine(node) {
  const call = node.type === 'ExpressionStatement' ? node.expression : node;
  return call.type === 'CallExpression' && call.callee.object?.name === 'logger';
}

/**
 * Lists, schemas and keys. `ignoreStatic` knows them by when they run, and so takes them for code of a test that loads
 * modules anew; but no mutant is alive while they run (`fresh-mutant.ts`).
 */
function reasonAtLoad(path) {
  if (path.isProgram() || path.getFunctionParent() !== null || holdsFunction(path)) return undefined;
  return 'it runs while a module loads';
}

function holdsFunction(path) {
  let holds = path.isFunction();
  path.traverse({
    Function(within) {
      holds = true;
      within.stop();
    },
  });
  return holds;
}
