import fc from 'fast-check'

const seeded = (numRuns: number) => ({ seed: 20_260_101, numRuns })

/** Holds a property against made-up cases: the same ones on every run, so a failure is never a matter of luck. */
export const always = <T>(property: fc.IProperty<T>, numRuns = 300): void =>
  fc.assert(property, seeded(numRuns))

/** The same for a property that takes its time. */
export const alwaysLater = async <T>(property: fc.IAsyncProperty<T>, numRuns = 300): Promise<void> =>
  await fc.assert(property, seeded(numRuns))
