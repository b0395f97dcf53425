import { parentPort, workerData } from 'node:worker_threads'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { openParquet, type ParquetFile } from '../parquet.ts'
import { assembleRows } from './assemble-rows.ts'
import { Cells, type Column, columnsIn, NeedsImport, otherColumns } from './cells.ts'
import { DayCounts } from './day-counts.ts'
import {
  buffersOf,
  dateOf,
  type GroupOrder,
  minedLines,
  type PackedOrders,
  surelyFits,
  unpackedOrder,
} from './packed-orders.ts'
import type { Answer, Ask, FileGroup, ReaderOptions, Results, Task } from './readers.ts'

// One thread that reads orders: it is told a group of rows of a file, and what to make of them.

const options: ReaderOptions = workerData

type Table = { file: ParquetFile; columns: ReadonlyMap<Column, string>; cells: Cells }
const tables = new Map<string, Promise<Table>>()

async function openTable(path: string): Promise<Table> {
  const file = await openParquet(path)
  const columns = columnsIn([...file.columns.keys()])
  if (!columns) throw otherColumns(path)
  const types = new Map(Array.from(columns, ([name, written]) => [name, file.columns.get(written) ?? {}]))
  return { file, columns, cells: new Cells(types, options) }
}

async function ordersIn({ path, group }: FileGroup): Promise<PackedOrders> {
  const opening = tables.get(path) ?? openTable(path)
  tables.set(path, opening)
  const { file, columns, cells } = await opening
  // All columns also to count: any may have what only an import understands.
  const read = await file.values(group, [...columns.values()])
  const values = new Map(Array.from(columns, ([name, written]) => [name, read.get(written) ?? []]))
  return assembleRows(values, group.to - group.from, cells)
}

/** Numbers of the first and the last order, or of the only one. */
const edgesOf = ({ ids }: PackedOrders): number[] =>
  [...new Set([0, ids.length - 1])].filter((at) => at in ids)

/** What is made of a group. */
const TASKS: { [Name in Task]: (orders: PackedOrders) => Results[Name] } = {
  count: (orders) => {
    const counts = new DayCounts()
    const large: GroupOrder[] = []
    for (let order = 1; order < orders.ids.length - 1; order += 1) {
      if (!surelyFits(orders, order)) large.push(unpackedOrder(orders, order))
      const lines = minedLines(orders, order)
      if (lines > 0) counts.add(dateOf(orders, order), lines)
    }
    const edges = edgesOf(orders).map((order) => unpackedOrder(orders, order))
    return { edges, inner: counts.days(), large }
  },
  read: (orders) => {
    const edges = edgesOf(orders).map((order) => unpackedOrder(orders, order))
    return { edges, inner: orders }
  },
}

async function answerTo({ at, task, ...group }: Ask): Promise<void> {
  try {
    const result = TASKS[task](await ordersIn(group))
    send({ at, result }, 'ids' in result.inner ? buffersOf(result.inner) : [])
  } catch (thrown) {
    if (thrown instanceof NeedsImport) send({ at, needs_import: thrown.message })
    else if (thrown instanceof PairwellError) send({ at, unreadable: thrown.message })
    else send({ at, problem: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
  }
}

const send = (answer: Answer, moved: ArrayBuffer[] = []) => parentPort?.postMessage(answer, moved)

// One after the other: two groups at once would be in memory together.
let turn = Promise.resolve()
parentPort?.on('message', (ask: Ask) => {
  turn = turn.then(() => answerTo(ask))
})
