/** Columns in the exporter's order, by our names; '' for a column that is not used. */
const ORDER = [
  'id',
  'type',
  'sku',
  'name',
  'published',
  '',
  'catalog_visibility',
  '',
  '',
  'sale_from',
  'sale_to',
  '',
  '',
  'stock_status',
  'stock',
  '',
  'backorders',
  '',
  // Weight, length, width and height.
  '',
  '',
  '',
  '',
  '',
  '',
  'sale_price',
  'regular_price',
  'categories',
  'tags',
  '',
  'images',
  '',
  '',
  'parent',
  'grouped_products',
  'upsells',
  'cross_sells',
]

/** Minimum number of columns of a full export; before 3.5 there was no "Low stock amount". */
const ALL_COLUMNS = 38

/** Position of `Weight (kg)`: in any language, four consecutive columns with a unit in brackets occur only there. */
const WEIGHT = 18

const UNIT = /[(（][^()（）]{1,12}[)）]$/

/**
 * Our column names by position, for a header in any other language; undefined when it is not a full export. Since 9.2 there is a
 * GTIN after the SKU.
 */
export function wooPositions(header: readonly string[]): readonly string[] | undefined {
  if (header.length < ALL_COLUMNS) return undefined
  const weight = header.findIndex((_, at) => header.slice(at, at + 4).every((name) => UNIT.test(name)))
  switch (weight - WEIGHT) {
    case 0:
      return ORDER
    case 1:
      return ORDER.toSpliced(3, 0, 'gtin')
    case -1:
      return ORDER.toSpliced(15, 1)
    default:
      return undefined
  }
}
