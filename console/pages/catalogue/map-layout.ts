/** An item of the map, with the items that go with it, the best first. */
export type MapItem = { item_id: string; title: string }
export type Companion = MapItem & { companions: readonly MapItem[] }

/** A node with its place: `column` is 0 for the item of the page, `x` and `y` are of its upper left corner. */
export type MapNode = MapItem & { column: 0 | 1 | 2; x: number; y: number }
export type MapEdge = { from: MapNode; to: MapNode }

/** Measures of the drawing in its own units, which are pixels on a wide screen. */
export const NODE = { width: 164, height: 30 }
const COLUMN = 214
const ROW = 38
/** Room on the right for the edges between items of the last column. */
const MARGIN = 24

/**
 * Places an item, its companions and their companions in three columns. Each item is there once, in the first column that has it;
 * the last column is in the order of the middle of those that lead to its items, so that few edges cross.
 */
export function layOut(seed: MapItem, companions: readonly Companion[]) {
  const first = new Set([seed.item_id, ...companions.map(({ item_id }) => item_id)])
  const parents = new Map<string, { item: MapItem; rows: number[] }>()
  for (const [row, { companions: further }] of companions.entries()) {
    for (const item of further) {
      if (first.has(item.item_id)) continue
      const known = parents.get(item.item_id) ?? { item, rows: [] }
      known.rows.push(row)
      parents.set(item.item_id, known)
    }
  }
  const middle = (rows: readonly number[]) => rows.reduce((sum, row) => sum + row, 0) / rows.length
  const last = [...parents.values()].sort((a, b) => middle(a.rows) - middle(b.rows)).map(({ item }) => item)
  const rows = Math.max(1, companions.length, last.length)
  const column = (items: readonly MapItem[], at: 0 | 1 | 2): MapNode[] =>
    items.map(({ item_id, title }, row) => ({
      ...{ item_id, title, column: at, x: at * COLUMN },
      // The shorter columns are spread over the height of the longest.
      y: ((row + 0.5) * rows * ROW) / items.length - NODE.height / 2,
    }))
  const nodes = [...column([seed], 0), ...column(companions, 1), ...column(last, 2)]
  const byId = new Map(nodes.map((node) => [node.item_id, node]))
  const edges = [{ ...seed, companions }, ...companions].flatMap(({ item_id, companions: to }) =>
    to.flatMap((other): MapEdge[] => {
      const [from, end] = [byId.get(item_id), byId.get(other.item_id)]
      // What leads back to the item of the page is known already.
      return from && end && end.column > 0 ? [{ from, to: end }] : []
    }),
  )
  const columns = last.length > 0 ? 2 : companions.length > 0 ? 1 : 0
  return { nodes, edges, width: columns * COLUMN + NODE.width + MARGIN, height: rows * ROW }
}

/** The path of an edge: from the right side to the left one, and within a column around its right side. */
export function pathOf({ from, to }: MapEdge): string {
  const [x, y] = [from.x + NODE.width, from.y + NODE.height / 2]
  const end = to.y + NODE.height / 2
  if (from.column >= to.column) {
    const bend = to.x + NODE.width + MARGIN
    return `M${x} ${y}C${bend} ${y} ${bend} ${end} ${to.x + NODE.width} ${end}`
  }
  const half = (x + to.x) / 2
  return `M${x} ${y}C${half} ${y} ${half} ${end} ${to.x} ${end}`
}
