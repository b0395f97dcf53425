type Parts = {
  view: typeof import('../lazy/view.tsx')
  press: typeof import('../lazy/press.tsx')
  layouts: typeof import('../lazy/layouts.tsx')
  extras: typeof import('../lazy/extras.ts')
  person: typeof import('../lazy/person.ts')
  offer: typeof import('../offer/offer.tsx')
}

/** Parts that come when they are needed. */
const parts: { [Name in keyof Parts]: () => Promise<Parts[Name]> } = {
  view: () => import('../lazy/view.tsx'),
  press: () => import('../lazy/press.tsx'),
  layouts: () => import('../lazy/layouts.tsx'),
  extras: () => import('../lazy/extras.ts'),
  person: () => import('../lazy/person.ts'),
  offer: () => import('../offer/offer.tsx'),
}

/**
 * Loads a part and uses it. Resolves to what `use` returns; to null for every kind of failure, which must not become an error of the page.
 * The build makes a file of each part, and replaces this function by one that knows their addresses (tools/widget.ts).
 */
export const load = <Name extends keyof Parts, Result>(
  name: Name,
  use: (part: Parts[Name]) => Result | Promise<Result>,
): Promise<Result | null> =>
  parts[name]()
    .then(use)
    .catch(() => null)
