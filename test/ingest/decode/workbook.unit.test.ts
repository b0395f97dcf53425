import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { type ByteCount, readBytes } from '../../../worker/ingest/import/decode/bytes.ts'
import { readAnyTable } from '../../../worker/ingest/import/decode/records.ts'
import { all, inPieces } from '../import/a-file.ts'
import { fileRefusal } from '../import/refusal.ts'

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

/** Returns a workbook as Excel writes it, with the XML of its sheets. */
function workbook(sheets: Readonly<Record<string, string>>, strings = '', styles = '', properties = '') {
  const names = Object.keys(sheets)
  const list = names
    .map(
      (name, at) =>
        `<sheet name="${name}" sheetId="${at + 1}" ${name === 'Hidden' ? 'state="hidden" ' : ''}r:id="rId${at + 1}"/>`,
    )
    .join('')
  const relations = names
    .map(
      (_, at) => `<Relationship Id="rId${at + 1}" Type="worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
    )
    .join('')
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(
      `<workbook ${NS} xmlns:r="r">${properties}<sheets>${list}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relations}</Relationships>`),
    'xl/sharedStrings.xml': strToU8(`<?xml version="1.0"?><sst ${NS}>${strings}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet ${NS}>${styles}</styleSheet>`),
  }
  names.forEach((name, at) => {
    files[`xl/worksheets/sheet${at + 1}.xml`] = strToU8(
      `<?xml version="1.0"?><worksheet ${NS}><sheetData>${sheets[name]}</sheetData></worksheet>`,
    )
  })
  return zipSync(files)
}

async function read(file: Uint8Array, knows = (header: string[]) => header.includes('id'), size = 999) {
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for await (const piece of inPieces(file, size)) controller.enqueue(piece)
      controller.close()
    },
  })
  const count: ByteCount = { sent: 0, unpacked: 0 }
  const { own, rows } = await readAnyTable(readBytes(body, count), {}, knows, [])
  return { own, rows: (await all(rows)).flat().map(({ row, cells }) => [row, ...cells].join('|')) }
}

const inline = (...cells: string[]) =>
  cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')

it('texts are shared or in the cell, numbers keep their digits, blanks and errors are empty', async () => {
  const strings =
    '<si><t>id</t></si><si><t>title</t></si><si><r><t>Green </t></r><r><t>tea</t></r><rPh><t>x</t></rPh></si>'
  const sheet =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>price</t></is></c></row>' +
    '<row r="2"/><row r="4"><c r="A4"><v>4006381333931</v></c><c r="B4" t="s"><v>2</v></c><c r="C4" t="e"><v>#N/A</v></c><c r="D4"><v>9.9000000000000004</v></c></row>' +
    '<row r="5"><c r="A5" t="b"><v>1</v></c><c r="D5" t="str"><f>1+1</f><v>2</v></c></row>'
  for (const size of [7, 100_000]) {
    expect(await read(workbook({ Sheet1: sheet }, strings), undefined, size)).toEqual({
      own: ['id', 'title', '', 'price'],
      rows: ['4|4006381333931|Green tea||9.9', '5|true|||2'],
    })
  }
})

it('dates and leading zeros are written as Excel shows them', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="00000"/>' +
    '<numFmt numFmtId="166" formatCode="#,##0.00\\ &quot;days&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'
  const sheet = (first: string) =>
    `<row>${inline('id', 'a', 'b', 'c', 'd')}</row><row><c s="0"><v>45000</v></c><c s="1"><v>${first}</v></c><c s="2"><v>45000.5</v></c><c s="3"><v>123</v></c><c s="4"><v>7</v></c></row>`
  expect((await read(workbook({ S: sheet('45000') }, '', styles))).rows).toEqual([
    '2|45000|2023-03-15|2023-03-15 12:00:00|00123|7',
  ])
  const old = workbook({ S: sheet('0') }, '', styles, '<workbookPr date1904="1"/>')
  expect((await read(old)).rows[0]?.split('|')[2]).toBe('1904-01-01')
})

it('the sheet with a known header is read, and a title above the header is skipped', async () => {
  const file = workbook({
    Notes: `<row>${inline('nothing')}</row>`,
    Hidden: `<row>${inline('id', 'hidden')}</row>`,
    Products: `<row r="1">${inline('Price list 2026')}</row><row r="3">${inline('id', 'title')}</row><row r="4">${inline('A', 'Tea')}</row>`,
  })
  expect(await read(file)).toEqual({ own: ['id', 'title'], rows: ['4|A|Tea'] })
  expect((await read(file, () => false)).own).toEqual(['nothing'])
})

it('a large sheet is read in pieces', async () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, at) => `<row>${inline(`i${at}`, 'Tea &amp; more')}</row>`,
  ).join('')
  const { rows: read_ } = await read(workbook({ S: `<row>${inline('id', 'title')}</row>${rows}` }))
  expect([read_.length, read_.at(-1)]).toEqual([30_000, '30001|i29999|Tea & more'])
})

it('damaged and foreign workbooks are refused with what to do', async () => {
  const good = workbook({ S: `<row>${inline('id')}</row>` })
  const cut = await fileRefusal(() => read(good.subarray(0, good.length - 200)))
  expect([cut.code, cut.message]).toEqual(['unreadable_file', expect.stringMatching(/Save it again/)])
  const broken = await fileRefusal(() => read(workbook({ S: '<row><c></row>' })))
  expect(broken.code).toBe('unreadable_file')
  const old = await fileRefusal(() => read(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600))))
  expect([old.code, old.message]).toEqual(['spreadsheet', expect.stringMatching(/\.xlsx/)])
})
