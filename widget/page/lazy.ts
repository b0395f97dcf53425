/** Address of the script; its parts are loaded from the same folder. */
export const beside = { script: '' }

/** Parts that come when they are needed. The build makes a file of each and inserts its address here. */
export const lazy = {
  view: () => import('../lazy/view.tsx'),
  extras: () => import('../lazy/extras.ts'),
  person: () => import('../lazy/person.ts'),
  offer: () => import('../offer/offer.ts'),
}
