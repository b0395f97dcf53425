/** The rows of a CSV text as our API writes it (RFC 4180); lines without cells are left out. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let cells: string[] = []
  // A cell, quoted or not, and what ends it.
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/g,
  )) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (cells.some((cell) => cell !== '')) rows.push(cells)
    cells = []
  }
  return rows
}
