/** The names of a stage's stacks. That of the service is what the others' names, and those of its alarms, begin with. */
export function stackNames(stageName: string) {
  const service = `order-confirmation-${stageName}`;
  return {
    data: `${service}-data`,
    service,
    /** Not there in a stage that leaves it out. */
    afterSales: `${service}-after-sales`,
    backOffice: `${service}-back-office`,
    operations: `${service}-operations`,
  };
}
