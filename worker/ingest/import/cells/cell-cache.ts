import { boundedCache } from '../../../bounded-cache.ts'

/** Cached results per reader: the rows of an order share its date, and prices repeat. */
const MAX_CACHED = 20_000
/** Longest text that is cached, in characters: no amount and no date is longer, but a cell may be. */
const MAX_KEY = 100

/** A cache of what cells were read as. */
export const cellCache = () => boundedCache<number>(MAX_CACHED, MAX_KEY)
