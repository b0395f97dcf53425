/** The exporter's order of its columns, by our names; '' is one that is not read. */
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

/** Columns that an export with all columns has at least; before 3.5 there was no "Low stock amount". */
const ALL_COLUMNS = 38

/** Where `Weight (kg)` stands: four columns with a unit in brackets are nowhere else, in any language. */
const WEIGHT = 18

const UNIT = /[(（][^()（）]{1,12}[)）]$/

/**
 * The columns by their place, for a header in any other language; undefined when it is no export of all columns. Since 9.2
 * there is a GTIN behind the SKU.
 */
export function wooPositions(header: readonly string[]): readonly string[] | undefined {
  if (header.length < ALL_COLUMNS) return undefined
  const weight = header.findIndex((_, at) => header.slice(at, at + 4).every((name) => UNIT.test(name)))
  switch (weight - WEIGHT) {
    case 0:
      return ORDER
    case 1:
      return ORDER.toSpliced(3, 0, '')
    case -1:
      return ORDER.toSpliced(15, 1)
    default:
      return undefined
  }
}
