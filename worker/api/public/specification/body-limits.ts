/** Bytes of a body without a limit of its own: settings, mappings and 1,000 exclusions are below. */
const USUAL = 256_000

/** Bytes of the bodies of routes that take data, by method and path: what one call may hold in memory. */
const OF_DATA: Readonly<Record<string, number>> = {
  'PUT /v1/items': 4_000_000,
  'PATCH /v1/items/{item_id}': 2_000_000,
  'POST /v1/orders': 4_000_000,
  'PUT /v1/relations': 1_000_000,
  'PUT /v1/accounts': 4_000_000,
  'POST /v1/accounts/import': 4_000_000,
  // A page of a backup has a row of 2 MB at most, besides others.
  'POST /v1/shops/{shop_id}/restore': 4_000_000,
  // The first lines of a file, or a whole workbook.
  'POST /v1/imports/recognise': 4_000_000,
}

/** Paths whose routes read their bodies as a stream, and limit them themselves. */
const OWN_LIMITS = /^\/(v1\/(imports|models\/outside)$|p\/|hooks\/)/

/**
 * Maximum bytes of the body of a call; undefined for a route that limits its body itself.
 * @param path of the request, or with parameters as in the specification
 */
export function maxBytesOf(method: string, path: string): number | undefined {
  if (OWN_LIMITS.test(path)) return undefined
  const route = `${method.toUpperCase()} ${path
    .replace(/^(\/v1\/items\/).+/, '$1{item_id}')
    .replace(/^(\/v1\/shops\/)[^/]+(?=\/)/, '$1{shop_id}')}`
  return OF_DATA[route] ?? USUAL
}
