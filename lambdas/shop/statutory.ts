/** The shortest right of withdrawal that a trader may give to consumers of the EU, in days (2011/83/EU, Art. 9). */
export const statutoryWithdrawalDays = 14;

/**
 * What is sold without a right of withdrawal (Directive 2011/83/EU, Art. 16 c, d, e and i, m). What is `SEALED`, for
 * health or hygiene or against copying, has it as long as the seal is whole.
 */
export const exceptionKinds = ['MADE_TO_ORDER', 'PERISHABLE', 'DIGITAL', 'SEALED'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];
