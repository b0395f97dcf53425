import { decodeHTMLStrict } from 'entities'

/**
 * The cell with its HTML entities decoded, because shop systems write names as HTML (`LumaTech&trade;`). Only complete entities:
 * `?a=1&copy=2` is a URL. JSON is left unchanged, because a decoded quote would break it.
 */
export const withoutEntities = (cell: string): string =>
  cell.includes('&') && !/^[[{]/.test(cell) ? decodeHTMLStrict(cell).trim() : cell
