/** Returns the columns of a header line, with or without quotes. */
export const columnsOf = (header: string): string[] =>
  (header.match(/"[^"]*"|[^,]+/g) ?? []).map((name) => name.replaceAll('"', ''))

/** Returns a CSV file with a real header: records contain the filled cells, the others are empty. */
export function fileOf(header: string, ...records: Readonly<Record<string, string>>[]): string {
  const columns = columnsOf(header)
  for (const record of records) {
    const unknown = Object.keys(record).filter((name) => !columns.includes(name))
    if (unknown.length > 0) throw new Error(`The header has no ${unknown.join(', ')}.`)
  }
  const quoted = (cell = '') => `"${cell.replaceAll('"', '""')}"`
  const rows = records.map((record) => columns.map((name) => quoted(record[name])).join(','))
  return `${[header, ...rows].join('\n')}\n`
}
