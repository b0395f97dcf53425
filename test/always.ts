import fc from 'fast-check'

const seeded = (numRuns: number) => ({ seed: 20_260_101, numRuns })

/** Tests a property with generated cases, which are the same in every run. */
export const always = <T>(property: fc.IProperty<T>, numRuns = 300): void =>
  fc.assert(property, seeded(numRuns))

/** The same for an asynchronous property. */
export const alwaysLater = async <T>(property: fc.IAsyncProperty<T>, numRuns = 300): Promise<void> =>
  await fc.assert(property, seeded(numRuns))
