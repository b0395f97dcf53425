/** Quantities are compared within one dimension. */
export type Dimension = 'length' | 'mass' | 'volume' | 'power' | 'charge' | 'memory' | 'light'
/** `scale`: factor to the smallest unit of the dimension in this table. */
export type Unit = { dimension: Dimension; symbol: string; scale: number }

/** Symbol, dimension, scale, and pattern of the spellings in lower case without accents. */
const TABLE: readonly (readonly [string, Dimension, number, string])[] = [
  ['mm', 'length', 1, 'mm'],
  ['cm', 'length', 10, 'cm|cms|centimet(?:er|re)s?'],
  ['m', 'length', 1_000, 'm|mtrs?|met(?:er|re)s?'],
  ['in', 'length', 25.4, '"|″|inch(?:es)?|zoll|pouces?'],
  ['ft', 'length', 304.8, 'ft|foot|feet'],
  ['g', 'mass', 1, 'g|gr|gm|gms|grams?|gramm|grammes?'],
  ['kg', 'mass', 1_000, 'kgs?|kilos?'],
  ['oz', 'mass', 28.3495, 'oz|ounces?'],
  ['lb', 'mass', 453.592, 'lbs?|pounds?'],
  ['ml', 'volume', 1, 'ml'],
  ['cl', 'volume', 10, 'cl'],
  ['l', 'volume', 1_000, 'l|ltrs?|lit(?:er|re)s?|litros?|litri'],
  ['fl oz', 'volume', 29.5735, 'fl\\.? ?oz'],
  ['gal', 'volume', 3_785.41, 'gal|gallons?'],
  ['W', 'power', 1, 'w|watts?'],
  ['kW', 'power', 1_000, 'kw'],
  ['mAh', 'charge', 1, 'mah'],
  ['Ah', 'charge', 1_000, 'ah'],
  ['MB', 'memory', 1, 'mb'],
  ['GB', 'memory', 1_000, 'gb'],
  ['TB', 'memory', 1_000_000, 'tb'],
  ['lm', 'light', 1, 'lm|lumens?'],
]

const UNITS = TABLE.map(([symbol, dimension, scale, written]) => ({
  unit: { symbol, dimension, scale } satisfies Unit,
  whole: new RegExp(`^(?:${written})$`),
}))

/** Pattern of all units of these dimensions. */
export const anyUnit = (...dimensions: readonly Dimension[]): string =>
  TABLE.filter(([, dimension]) => dimensions.length === 0 || dimensions.includes(dimension))
    .map(([, , , written]) => written)
    .join('|')

/** The unit that is written like this, as a list of one; none for what `anyUnit` does not match. */
export const unitsOf = (written: string): Unit[] =>
  UNITS.filter(({ whole }) => whole.test(written)).map(({ unit }) => unit)
