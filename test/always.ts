import fc from 'fast-check'

/** Holds a property against made-up cases: the same ones on every run, so a failure is never a matter of luck. */
export const always = <T>(property: fc.IProperty<T>, numRuns = 300): void =>
  fc.assert(property, { seed: 20_260_101, numRuns })
