/** An order workflow that others have published, as it stood at one commit. */
export interface PublishedWorkflow {
  readonly title: string;
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  /** The SPDX identifier of its licence. The files are read where they are, not copied. */
  readonly licence: string;
}

/** Those that the meter puts beside this service's. */
export const publishedWorkflows: readonly PublishedWorkflow[] = [
  {
    title: 'Managing long-lived transactions (an order saga)',
    repository: 'aws-samples/aws-step-functions-long-lived-transactions',
    commit: '5ca56b71ff6e3830981891d1ed80e4fb7f00b9b6',
    path: 'statemachine/llt.asl.yaml',
    licence: 'MIT-0',
  },
  {
    title: 'Checkout processing workflow',
    repository: 'aws-samples/step-functions-workflows-collection',
    commit: '83bbec48d8f065de3dbcb4c5d8fe0e58a0479334',
    path: 'checkout-processing-workflow/statemachine/checkout_workflow.asl.json',
    licence: 'MIT-0',
  },
  {
    title: 'The saga step function (reserve, pay, confirm)',
    repository: 'cdk-patterns/serverless',
    commit: '08e31630e738f1b463c640cad1de6ca73d85f1c2',
    path: 'the-saga-stepfunction/python/template.yml',
    licence: 'MIT',
  },
];

/** Where the file can be read. */
export function addressOf({ repository, commit, path }: PublishedWorkflow): string {
  return `https://raw.githubusercontent.com/${repository}/${commit}/${path}`;
}
