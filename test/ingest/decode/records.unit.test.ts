import { expect, it } from 'vitest'
import { tableOf } from '../import/a-file.ts'
import { fileRefusal } from '../import/refusal.ts'

const cellsOf = async (file: string, size?: number) =>
  (await tableOf(file, size)).rows.map(({ cells }) => cells.join('·'))

it.each([',', ';', '\t', '|'])('%j is a delimiter', async (delimiter) => {
  const file = 'id,title,price\nA,Tea,1\nB,Mug,2\n'.replaceAll(',', delimiter)
  for (const size of [1, 4, 99]) {
    const { header, rows } = await tableOf(file, size)
    expect([header, ...rows.map(({ cells }) => cells)]).toEqual([
      ['id', 'title', 'price'],
      ['A', 'Tea', '1'],
      ['B', 'Mug', '2'],
    ])
  }
})

it('the delimiter is the one with which the header is recognised, or else the one with the most columns', async () => {
  const file = 'id;title, long, longer\nA;Tea, green, hot\n'
  expect((await tableOf(file)).header).toHaveLength(3)
  const knows = (header: string[]) => header[0] === 'id'
  expect((await tableOf(file, 99, knows)).header).toEqual(['id', 'title, long, longer'])
})

it('spaces around column names are removed', async () => {
  expect((await tableOf(' id , title\n')).header).toEqual(['id', 'title'])
})

it.each([
  ['a line end', '"Tea\n(green)"', 'Tea\n(green)'],
  ['the delimiter', '"Tea, green"', 'Tea, green'],
  ['doubled quotes', '"Tea ""Mango"" 5"', 'Tea "Mango" 5'],
  ['nothing', '""', ''],
])('a quoted cell may hold %s', async (_name, written, cell) => {
  for (const size of [1, 5, 99])
    expect(await cellsOf(`id,title\nA,${written}\nB,Mug\n`, size)).toEqual([`A·${cell}`, 'B·Mug'])
})

it('a quote in the middle of an unquoted cell is text, such as an inch sign', async () => {
  expect(await cellsOf('id,title\nA,Screen 5" wide\nB,Mug\n')).toEqual(['A·Screen 5" wide', 'B·Mug'])
})

it.each([
  ['in a cell', '"id","title\n(long)"\nA,Tea\n', ['id', 'title\n(long)'], ['A·Tea']],
  ['missing behind it', 'id,title', ['id', 'title'], []],
  ['in front of it', '\n\nid;title\nA;Tea\n', ['id', 'title'], ['A·Tea']],
  ['missing at the end of the file', 'id,title\nA,Tea', ['id', 'title'], ['A·Tea']],
])('a line end may be %s', async (_name, file, header, cells) => {
  for (const size of [1, 7, 99]) {
    const table = await tableOf(file, size)
    expect(table.header).toEqual(header)
    expect(table.rows.map((row) => row.cells.join('·'))).toEqual(cells)
  }
})

it('a carriage return alone ends a line only when the file has no other line ends', async () => {
  expect(await cellsOf('id,title\rA,Tea\rB,Mug\r')).toEqual(['A·Tea', 'B·Mug'])
})

it('row numbers are those of a spreadsheet: the header is row 1, blank rows count, a cell of two lines is in one row', async () => {
  const { rows } = await tableOf('id,title\nA,Tea\n\nB,"two\nlines"\n,\nC,Mug\n', 3)
  expect(rows.map(({ row, cells }) => `${row} ${cells[0]}`)).toEqual(['2 A', '4 B', '6 C'])
})

it('quotes that enclose only a part of a cell are text', async () => {
  const file = 'id,title,price\nA,"Best" kettle,1\nB,"Mug" blue",2\nC,Pot,3\n'
  for (const size of [1, 5, 99])
    expect(await cellsOf(file, size)).toEqual(['A·"Best" kettle·1', 'B·"Mug" blue"·2', 'C·Pot·3'])
})

it.each([
  ['nothing behind it', 'C,Pot,3\nD,Tin,4\n'],
  ['a quoted cell behind it', 'C,"Pot",3\nD,"Tin",4\n'],
  ['an inch sign behind it', 'C,Screen 5",3\nD,Tin,4\n'],
  ['two inch signs behind it', 'C,Screen 5",3\nD,Screen 6",4\n'],
])('an unclosed quote costs its own row only, with %s', async (_name, others) => {
  for (const size of [1, 7, 99]) {
    const { rows } = await tableOf(`id,title,price\nA,Tea,1\nB,"Mug,2\n${others}`, size)
    expect(rows.map(({ row, cells, broken }) => [row, cells[0], broken === undefined])).toEqual([
      [2, 'A', true],
      [3, 'B', false],
      [4, 'C', true],
      [5, 'D', true],
    ])
  }
})

it('a cell of several lines stays one cell, even if its lines contain delimiters', async () => {
  expect(await cellsOf('id,title,price\nA,"one, two\nthree, four",1\nB,Mug,2\n', 3)).toEqual([
    'A·one, two\nthree, four·1',
    'B·Mug·2',
  ])
})

it('an unclosed quote in a large file costs its own row only', async () => {
  const { rows } = await tableOf(`id,title\nA,Tea\nB,"Mug\n${'C,Pot\n'.repeat(400_000)}`)
  expect([rows.length, rows.filter(({ broken }) => broken !== undefined).map(({ row }) => row)]).toEqual([
    400_002,
    [3],
  ])
})

it('states whether the file ends within its last row', async () => {
  const endOf = async (file: string) => (await tableOf(file, 5)).rows.at(-1)?.ends
  expect(await endOf('id,title,price\nA,Tea,1\nB,Mug,2\n')).toBeUndefined()
  expect(await endOf('id,title,price\nA,Tea,1\nB,Mug,2')).toBe('after')
  expect(await endOf('id,title,price\nA,Tea,1\nB,Mu')).toBe('within')
  expect(await endOf('id,title,price\nA,Tea,1\nB,"Mug')).toBe('within')
  // This exporter leaves out empty cells at the end of every row.
  expect(await endOf('id,title,price\nA,Tea\nB,Mug')).toBe('after')
})

it('2 MB without a line end are not a header', async () => {
  const { code, facts } = await fileRefusal(() => tableOf('x'.repeat(2_100_000)))
  expect([code, facts.row]).toEqual(['unreadable_file', 1])
})

it('accepts at most 2,000 columns, and the error names the row', async () => {
  const row = (columns: number) => `${','.repeat(columns - 1)}x\n`
  const { rows } = await tableOf(`id,title\n${row(2_000)}`)
  expect(rows[0]?.cells).toHaveLength(2_000)
  const { code, facts } = await fileRefusal(() => tableOf(`id,title\n${row(2)}${row(2_001)}`))
  expect([code, facts.row]).toEqual(['unreadable_file', 3])
})

it.each(['', '\n\n', '  \n'])('%j is an empty file', async (file) => {
  expect((await fileRefusal(() => tableOf(file))).code).toBe('unreadable_file')
})

it('Excel’s line about the delimiter is not a row', async () => {
  expect(await tableOf('sep=;\r\nid;title\r\n1;Tea')).toEqual(await tableOf('id;title\n1;Tea'))
})
