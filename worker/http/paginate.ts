import { Buffer } from 'node:buffer'
import { PAGE_BYTES } from '../store/pages.ts'

/**
 * Makes a page of the rows that were read: one row more than requested means that there is a next page. So do rows of many bytes,
 * because a read ends early when its rows are large (worker/store/pages.ts): then they have at least that number of bytes, and the next
 * page may be empty.
 * @param most_bytes the limit of the read
 */
export function pageOf<T, U>(
  read: readonly T[],
  limit: number,
  next: (last: T) => string,
  view: (row: T) => U,
  most_bytes = PAGE_BYTES,
) {
  const shown = read.slice(0, limit)
  const last = shown.at(-1)
  const goesOn = read.length > limit || Buffer.byteLength(JSON.stringify(read)) >= most_bytes
  return { items: shown.map(view), next: goesOn && last !== undefined ? next(last) : null }
}
