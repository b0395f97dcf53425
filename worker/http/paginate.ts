/** Makes a page of the rows that were read: one row more than requested means that there is a next page. */
export function pageOf<T, U>(
  read: readonly T[],
  limit: number,
  next: (last: T) => string,
  view: (row: T) => U,
) {
  const shown = read.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(view), next: read.length > limit && last !== undefined ? next(last) : null }
}
