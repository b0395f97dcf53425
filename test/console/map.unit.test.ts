import { expect, it } from 'vitest'
import { type Companion, layOut, NODE, pathOf } from '../../console/pages/catalogue/map-layout.ts'

const item = (item_id: string) => ({ item_id, title: item_id })
const companion = (item_id: string, ...others: string[]): Companion => ({
  ...item(item_id),
  companions: others.map(item),
})
const laidOut = layOut(item('tea'), [
  companion('mug', 'tea', 'pot', 'tray'),
  companion('pot', 'mug', 'cosy'),
  companion('milk', 'jug', 'tray'),
])

it('each item is there once, in the first column that has it', () => {
  const columns = [0, 1, 2].map((at) =>
    laidOut.nodes.filter(({ column }) => column === at).map(({ item_id }) => item_id),
  )
  expect(columns).toEqual([['tea'], ['mug', 'pot', 'milk'], ['tray', 'cosy', 'jug']])
})

it('no two nodes overlap, and all are within the picture', () => {
  for (const one of laidOut.nodes) {
    expect([one.x >= 0, one.y >= 0]).toEqual([true, true])
    expect(one.x + NODE.width).toBeLessThanOrEqual(laidOut.width)
    expect(one.y + NODE.height).toBeLessThanOrEqual(laidOut.height)
    for (const other of laidOut.nodes) {
      if (one === other || one.column !== other.column) continue
      expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(NODE.height)
    }
  }
})

it('edges lead to companions, none back to the item of the page, and those within a column go around it', () => {
  const pairs = laidOut.edges.map(({ from, to }) => `${from.item_id} ${to.item_id}`)
  expect(pairs).toEqual([
    ...['tea mug', 'tea pot', 'tea milk', 'mug pot', 'mug tray'],
    ...['pot mug', 'pot cosy', 'milk jug', 'milk tray'],
  ])
  const within = laidOut.edges.find(({ from, to }) => from.column === to.column)
  expect(within && pathOf(within)).toMatch(/^M\d+ [\d.]+C\d+ [\d.]+ \d+ [\d.]+ \d+ [\d.]+$/)
})

it('an item without companions is a picture of one node', () => {
  expect(layOut(item('tea'), [])).toMatchObject({ nodes: [{ item_id: 'tea', column: 0 }], edges: [] })
})
