declare module 'asl-validator' {
  /** Checks a definition by Amazon's schemas, and that its states lead to each other. */
  function validate(definition: unknown): { readonly isValid: boolean; readonly errors: readonly unknown[] };
  export = validate;
}
