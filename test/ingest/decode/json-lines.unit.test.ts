import { expect, it } from 'vitest'
import { tableOf } from '../import/a-file.ts'
import { fileRefusal } from '../import/refusal.ts'

const lines = (...objects: unknown[]) => objects.map((one) => `${JSON.stringify(one)}\n`).join('')
const cellOf = async (value: unknown) => (await tableOf(lines({ id: value }))).rows[0]?.cells[0]

it('the keys of the first object are the columns', async () => {
  for (const size of [1, 6, 999]) {
    const { header, rows } = await tableOf(lines({ id: 'A', title: 'Tea' }, { title: 'Mug', id: 'B' }), size)
    expect(header).toEqual(['id', 'title'])
    expect(rows).toEqual([
      { row: 2, cells: ['A', 'Tea'] },
      { row: 3, cells: ['B', 'Mug'] },
    ])
  }
})

it('a later object may add a column that the format knows', async () => {
  const { header, rows } = await tableOf(lines({ id: 'A' }, { id: 'B', stock: 3 }), 99, () => true, ['stock'])
  expect([header, ...rows.map(({ cells }) => cells)]).toEqual([
    ['id', 'stock'],
    ['A', ''],
    ['B', '3'],
  ])
})

it.each([
  ['a number', 4.5, '4.5'],
  ['yes or no', false, 'false'],
  ['null', null, ''],
  ['a list', ['new', 'sale'], 'new,sale'],
  ['an object', { colour: 'red', size: 5 }, 'colour=red;size=5'],
  ['an empty list', [], ''],
  ['a list with holes and depths', ['new', null, ['deep'], { deep: 1 }], 'new,,,'],
  ['an object of objects', { colour: { name: 'red' } }, 'colour='],
  ['what cannot be written', { a: { toString: 1, valueOf: 1 } }, 'a='],
])('%s becomes a cell', async (_name, value, cell) => {
  expect(await cellOf(value)).toBe(cell)
})

it('data nested 10,000 levels deep is read as an empty cell', async () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const { rows } = await tableOf(`{"id":${deep}}\n{"id":"B"}\n`)
  expect(rows.map(({ cells }) => cells)).toEqual([[''], ['B']])
})

it('a broken line is one broken row; the lines around it are read', async () => {
  const { rows } = await tableOf(`${lines({ id: 'A' })}{"id": \n[1]\n"x"\n${lines({ id: 'B' })}`)
  expect(rows.map(({ row, broken }) => [row, broken === undefined])).toEqual([
    [2, true],
    [3, false],
    [4, false],
    [5, false],
    [6, true],
  ])
})

it('a blank line counts as a row, as in a spreadsheet', async () => {
  const { rows } = await tableOf(`${lines({ id: 'A' })}\n${lines({ id: 'B' })}`)
  expect(rows.map(({ row }) => row)).toEqual([2, 4])
})

it('a broken first line leaves the columns that the format knows', async () => {
  const { header, rows } = await tableOf(`{"id"\n${lines({ id: 'B' })}`, 99, () => true, ['id'])
  expect([header, rows.map(({ row, cells }) => [row, cells])]).toEqual([
    ['id'],
    [
      [2, []],
      [3, ['B']],
    ],
  ])
})

it('a line over 2 MB ends the file, and the error names the line', async () => {
  const file = `${lines({ id: 'A' })}{"id":"${'x'.repeat(2_100_000)}`
  const { code, facts } = await fileRefusal(() => tableOf(file))
  expect([code, facts.row]).toEqual(['unreadable_file', 3])
})
