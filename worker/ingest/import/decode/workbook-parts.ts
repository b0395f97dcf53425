import { SaxesParser } from 'saxes'

/** How a cell's number is written: as a date, or with at least so many digits. */
export type CellStyle = { isDate?: true; digits?: number }

/** Calls a function for each element with its attributes, and one for its end with the text between. */
function walk(
  xml: string,
  opened: (name: string, attributes: Readonly<Record<string, string>>) => void,
  closed: (name: string, text: string) => void = () => undefined,
): void {
  if (xml === '') return
  const parser = new SaxesParser()
  let text = ''
  parser.on('opentag', ({ name, attributes }) => {
    text = ''
    opened(localName(name), attributes)
  })
  parser.on('text', (more) => {
    text += more
  })
  parser.on('closetag', ({ name }) => {
    closed(localName(name), text)
    text = ''
  })
  parser.write(xml).close()
}

/** A name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** The texts of cells, which cells name by their number. Notes on how Japanese is read aloud are left out. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = []
  let current = ''
  let isPhonetic = false
  walk(
    xml,
    (name) => {
      if (name === 'si') current = ''
      if (name === 'rPh') isPhonetic = true
    },
    (name, text) => {
      if (name === 't' && !isPhonetic) current += text
      if (name === 'rPh') isPhonetic = false
      if (name === 'si') strings.push(current)
    },
  )
  return strings
}

/** Excel's own numbers of formats for dates and times. */
const isDateFormat = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** The styles of cells by their number, and whether days are counted from 1904, as in old Excel for Mac. */
export function readStyles(styles: string, workbook: string): { styles: CellStyle[]; isFrom1904: boolean } {
  const codes = new Map<number, string>()
  const found: CellStyle[] = []
  let isInCells = false
  walk(
    styles,
    (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') isInCells = true
      if (name === 'xf' && isInCells) {
        const id = Number(attributes.numFmtId ?? 0)
        found.push(styleOf(id, codes.get(id)))
      }
    },
    (name) => {
      if (name === 'cellXfs') isInCells = false
    },
  )
  let isFrom1904 = false
  walk(workbook, (name, attributes) => {
    if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes.date1904 ?? '')) isFrom1904 = true
  })
  return { styles: found, isFrom1904 }
}

function styleOf(id: number, code: string | undefined): CellStyle {
  if (code === undefined) return isDateFormat(id) ? { isDate: true } : {}
  // `00000` shows the number 123 as 00123.
  if (/^0{2,}$/.test(code)) return { digits: code.length }
  const letters = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
  return /[ymdhs]/i.test(letters) && !/general|standard/i.test(letters) ? { isDate: true } : {}
}

/** Ids of the sheets in their order, without hidden ones. */
export function readSheets(workbook: string): string[] {
  const ids: string[] = []
  walk(workbook, (name, attributes) => {
    const id = attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
    if (name === 'sheet' && id !== undefined && (attributes.state ?? 'visible') === 'visible') ids.push(id)
  })
  return ids
}

/** Paths in the archive by id. */
export function readRelations(xml: string): Map<string, string> {
  const paths = new Map<string, string>()
  walk(xml, (name, { Id, Target }) => {
    if (name !== 'Relationship' || Id === undefined || Target === undefined) return
    paths.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
  })
  return paths
}
