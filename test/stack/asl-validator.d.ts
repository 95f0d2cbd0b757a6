/** What the tests use of asl-validator, which comes without types. */
declare module 'asl-validator' {
  function aslValidator(definition: object): {
    readonly isValid: boolean;
    readonly errorsText: (separator?: string) => string;
  };
  export = aslValidator;
}
