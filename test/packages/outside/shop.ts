import type { PairwellOptions } from '@pairwell/widget'

/** The shop of the page, whose address the test states. */
export const SHOP: PairwellOptions = {
  api: new URLSearchParams(location.search).get('api') ?? '',
  publishableKey: new URLSearchParams(location.search).get('key') ?? '',
}
