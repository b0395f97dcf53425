type Parts = {
  view: typeof import('../lazy/view.tsx')
  extras: typeof import('../lazy/extras.ts')
  person: typeof import('../lazy/person.ts')
  offer: typeof import('../offer/offer.tsx')
}

/** Parts that come when they are needed. */
const parts: { [Name in keyof Parts]: () => Promise<Parts[Name]> } = {
  view: () => import('../lazy/view.tsx'),
  extras: () => import('../lazy/extras.ts'),
  person: () => import('../lazy/person.ts'),
  offer: () => import('../offer/offer.tsx'),
}

/** Loads a part. The build makes a file of each, and replaces this function by one that knows their addresses (tools/widget.ts). */
export const load = <Name extends keyof Parts>(name: Name): Promise<Parts[Name]> => parts[name]()
