import { createHash, type Hash } from 'node:crypto'
import { listFaults } from '../../engine/gate/structure.ts'
import type { List } from '../../schema/models/lists.ts'
import { MAX_COMPANIONS } from '../../vocabulary/lists.ts'
import { type SlotLease, type Written, writeLists } from '../store/models/lists.ts'
import type { Store } from '../store/open.ts'
import type { Catalogue } from './catalogue.ts'
import { isolate, type Machine } from './machine.ts'
import { Readiness, type ReadinessState } from './readiness.ts'

/** Lists in one write, at least: about 200 kB, so that the statement stays short. */
const LISTS_A_WRITE = 60
/** Writes in one run, at most: D1 allows 1,000 statements in one invocation. */
const MAX_WRITES = 200

const KINDS = ['item', 'category', 'shop'] as const

/** What a writer needs to continue where another one ended after a flush. */
export type WriterState = {
  lists: number
  written: number
  deleted: number
  kind: number
  after: string | null
  readiness: ReadinessState
}

/** Takes lists in order, checks and hashes each, and writes them in batches. */
export class ListWriter {
  readonly faults = new Set<string>()
  written: Written = { written: 0, deleted: 0 }
  lists = 0
  private readonly hash: Hash = createHash('sha256')
  readonly readiness: Readiness
  private held: List[] = []
  private kind = 0
  private after: string | undefined
  private readonly store: Store
  private readonly slotLease: SlotLease
  private readonly known: Set<string>
  private readonly machine: Pick<Machine, 'keep' | 'storesLists'>

  /**
   * @param machine receives the text of each list as it is hashed, with a line break
   * @param before the state of the writer that this one continues
   */
  constructor(
    store: Store,
    slotLease: SlotLease,
    catalogue: Catalogue,
    machine: Pick<Machine, 'keep' | 'storesLists'> = isolate,
    before?: WriterState,
  ) {
    this.machine = machine
    this.store = store
    this.slotLease = slotLease
    this.known = new Set(catalogue.ids)
    this.readiness = new Readiness(catalogue, before?.readiness)
    if (!before) return
    this.lists = before.lists
    this.written = { written: before.written, deleted: before.deleted }
    this.kind = before.kind
    this.after = before.after ?? undefined
  }

  /** The state after a flush. The hash is not a part of it. */
  state(): WriterState {
    const { lists, written, kind, after = null, readiness } = this
    return { lists, ...written, kind, after, readiness: readiness.state() }
  }

  /** Adds a list; returns whether a batch is full. */
  add(list: List): boolean {
    for (const fault of listFaults(list, (id) => this.known.has(id), MAX_COMPANIONS)) this.faults.add(fault)
    const line = `${JSON.stringify(list)}\n`
    this.hash.update(line)
    this.machine.keep?.(line)
    this.lists += 1
    this.readiness.note(list)
    this.held.push(list)
    return this.held.length >= Math.max(LISTS_A_WRITE, this.known.size / MAX_WRITES)
  }

  /** SHA-256 over all lists, in hex. Ends the hash. */
  digest(): string {
    return this.hash.digest('hex')
  }

  /** Writes the current batch; `last` also deletes the remaining stored lists of its kind. */
  async flush(last: boolean): Promise<void> {
    while (this.held.length > 0) {
      const kind = KINDS[this.kind] ?? 'shop'
      const rows = this.held.filter((list) => list.kind === kind)
      this.held = this.held.filter((list) => list.kind !== kind)
      const ended = this.held.length > 0
      await this.write(kind, rows, ended || last)
      if (ended) this.nextKind()
    }
  }

  /** Writes the rest, and deletes the stored lists of kinds without a list. */
  async finish(): Promise<void> {
    await this.flush(true)
    for (; this.kind < KINDS.length; this.nextKind()) await this.write(KINDS[this.kind] ?? 'shop', [], true)
  }

  private nextKind(): void {
    this.kind += 1
    this.after = undefined
  }

  private async write(kind: List['kind'], rows: readonly List[], last: boolean): Promise<void> {
    const { written, deleted } = this.machine.storesLists
      ? await writeLists(this.store, this.slotLease, kind, rows, this.after, last)
      : { written: rows.length, deleted: 0 }
    this.written.written += written
    this.written.deleted += deleted
    this.after = rows.at(-1)?.key ?? this.after
  }
}
