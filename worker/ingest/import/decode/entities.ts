import { decodeHTMLStrict } from 'entities'

/**
 * A cell as people read it: shop systems write names as HTML has them (`LumaTech&trade;`). Only whole entities:
 * `?a=1&copy=2` is an address. A cell of JSON is left to who reads it: a quote more would break it.
 */
export const withoutEntities = (cell: string): string =>
  cell.includes('&') && !/^[[{]/.test(cell) ? decodeHTMLStrict(cell).trim() : cell
