import { byCodePoint } from '../../../engine/numbers/sort.ts'
import type { ModelCounts, ModelRow } from '../../../schema/models/models.ts'
import type { ModelUpload, OutsideFacts, OutsideProgress } from '../../../schema/models/outside.ts'
import type { JobLease } from '../../jobs/lease/lease.ts'
import type { ExclusionCells } from '../../store/catalogue/exclusions.ts'
import type { HeldPairCells } from '../../store/models/held-pairs.ts'
import { takeSlot } from '../../store/models/lists.ts'
import { changeModel, readModel, readSlots } from '../../store/models/models.ts'
import { dropUpload, noteProgress, readModelChunk, readUpload } from '../../store/models/outside.ts'
import type { Store } from '../../store/open.ts'
import { type Catalogue, readCatalogue } from '../catalogue.ts'
import { conclude } from '../conclude.ts'
import { ListWriter, type WriterState } from '../list-writer.ts'
import { readBarred } from './barred.ts'
import { holdoutCheck } from './holdout.ts'
import { ListFilter, NOTHING_DROPPED } from './list-filter.ts'
import { parseList } from './parse-list.ts'

/** Lists read between two pauses: about 2 ms of work. */
const LISTS_A_STRETCH = 20
/** Part of the lists of items whose item the catalogue does not have from which a model is taken for that of another shop. */
const MAX_UNKNOWN = 0.2

/**
 * Writes a model that was mined outside into the slot that does not serve, checks it as any other, and publishes it or refuses it.
 * Called again after an interruption, it continues with the next chunk.
 */
export async function publishOutside(store: Store, model_id: string, lease: JobLease): Promise<void> {
  const model = await readModel(store, model_id)
  const upload = await readUpload(store, model_id)
  const isOpen = model?.status === 'queued' || model?.status === 'running'
  if (isOpen && upload?.facts) await publishUpload(store, model, { ...upload, facts: upload.facts }, lease)
  await forgetUpload(store, model_id, lease)
}

/** Deletes what was received of a model. */
export async function forgetUpload(store: Store, model_id: string, lease: JobLease): Promise<void> {
  while (!(await dropUpload(store, model_id))) {
    lease.handOverIfSpent()
    await lease.pause()
  }
}

type Stored = ModelUpload & { facts: OutsideFacts }

async function publishUpload(
  store: Store,
  { model_id, created_at }: ModelRow,
  upload: Stored,
  lease: JobLease,
): Promise<void> {
  await changeModel(store, model_id, { status: 'running' })
  const slots = await readSlots(store)
  const { facts } = upload
  const catalogue = await readCatalogue(store, () => lease.pause())
  const { barred, held, found } = await readBarred(store, catalogue, facts, created_at)
  const isContinued = slots?.building === model_id && upload.progress !== null
  const slotLease = isContinued
    ? { model: model_id, live_slot: slots.live_slot }
    : await takeSlot(store, model_id)
  const before = (isContinued && upload.progress) || NOTHING
  const state = before.writer as WriterState | undefined
  const writer = new ListWriter(store, slotLease, catalogue, undefined, state)
  const lists = new OutsideLists(writer, new ListFilter(barred, before.dropped), before)
  for (let seq = before.chunks; seq < upload.chunks && writer.faults.size === 0; seq += 1) {
    lease.handOverIfSpent()
    await lists.take(await readModelChunk(store, model_id, seq), lease)
    await writer.flush(false)
    await noteProgress(store, model_id, lists.progress(seq + 1))
    await lease.pause()
  }
  if (writer.faults.size === 0) await writer.finish()
  const { dropped } = lists.progress(upload.chunks)
  const outside = { bytes: upload.bytes, lists: facts.counts.lists, dropped }
  await changeModel(store, model_id, { outside })
  const accuracy = await holdoutCheck(store, catalogue, facts, barred, lease)
  await accuracy.addWritten(store)
  await conclude(store, slotLease, slots, {
    settings: facts.settings,
    counts: countsOf(facts, catalogue, writer, { held, found }),
    faults: [...writer.faults, ...lists.foreignFaults()],
    hash: facts.hash,
    accuracy,
    // Which of the orders that were sent one by one it includes is not known.
    new_orders: 0,
    held,
    found,
    references: new Map(),
  })
}

/** The stated counts, with what is known here in its place. */
function countsOf(
  { counts }: OutsideFacts,
  { ids }: Catalogue,
  writer: ListWriter,
  { held, found }: { held: readonly HeldPairCells[]; found: readonly ExclusionCells[] },
): ModelCounts {
  const { written, deleted } = writer.written
  const here = { items: ids.length, lists: writer.lists, lists_written: written, lists_deleted: deleted }
  const kept = { pairs_held: held.length, non_goods: found.length }
  return { ...counts, ...writer.readiness.counts(), ...here, ...kept }
}

const NOTHING = {
  chunks: 0,
  writer: undefined,
  item_lists: 0,
  dropped: NOTHING_DROPPED,
  last: null,
}
type Before = Pick<OutsideProgress, 'item_lists' | 'last'>

const KINDS = ['item', 'category', 'shop'] as const

/** Reads lines in their order into a writer. */
class OutsideLists {
  private readonly writer: ListWriter
  private readonly filter: ListFilter
  private item_lists: number
  private last: OutsideProgress['last']

  constructor(writer: ListWriter, filter: ListFilter, { item_lists, last }: Before) {
    this.writer = writer
    this.filter = filter
    this.item_lists = item_lists
    this.last = last
  }

  /** Reads the lines of a chunk, up to the first that no list may be. */
  async take(lines: string, lease: JobLease): Promise<void> {
    let read = 0
    for (let from = 0, to = 0; from < lines.length; from = to + 1) {
      to = lines.indexOf('\n', from)
      if (to < 0) to = lines.length
      if (!this.takeLine(lines.slice(from, to))) return
      read += 1
      if (read % LISTS_A_STRETCH === 0) await lease.stretch()
    }
  }

  /** Where the next chunk continues, after a flush of the writer. */
  progress(chunks: number): OutsideProgress {
    const { item_lists, last, filter, writer } = this
    return { chunks, writer: writer.state(), item_lists, dropped: filter.dropped, last }
  }

  /** Whether most of it belongs to another catalogue. */
  foreignFaults(): string[] {
    const isForeign = this.filter.dropped.unknown_lists > MAX_UNKNOWN * this.item_lists
    return isForeign ? ['foreign_model'] : []
  }

  private takeLine(line: string): boolean {
    const parsed = parseList(line)
    if ('fault' in parsed) {
      this.writer.faults.add(parsed.fault)
      return false
    }
    const { kind, key } = parsed.list
    const place = KINDS.indexOf(kind)
    const [lastPlace = -1, lastKey = ''] = this.last ?? []
    const order = place - lastPlace || byCodePoint(key, lastKey)
    if (order <= 0 && this.last) {
      this.writer.faults.add(order === 0 ? 'duplicate_list' : 'unsorted_lists')
      return false
    }
    this.last = [place, key]
    if (kind === 'item') this.item_lists += 1
    const list = this.filter.take(parsed.list)
    if (list) this.writer.add(list)
    return true
  }
}
