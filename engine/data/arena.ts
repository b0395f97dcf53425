import { isNarrow, type Numbers } from '../numbers/typed-array.ts'
import { MAX_ARRAY_BYTES } from './capacity.ts'

type TypedArray =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

/** The memory of a run: what its arrays may take, and what they are made in. */
export type Memory = {
  /** Bytes on which its limits depend (engine/data/capacity.ts). The same bytes give the same model. */
  bytes: number
  /** A buffer of zeros; one that is shared between threads where several work on the run. */
  buffer(bytes: number): ArrayBuffer
}

/** Half of an isolate. */
export const ISOLATE: Memory = { bytes: MAX_ARRAY_BYTES, buffer: (bytes) => new ArrayBuffer(bytes) }

/**
 * Owner of the typed arrays of one run. It counts their bytes, so that a run can stay within its memory, and releases them
 * together: whoever makes a scope releases it, and everything that was allocated in it, or in a scope of it, is released.
 * Released arrays are left to the garbage collector; only the count goes down at once.
 */
export class Arena {
  /** Bytes of the arrays of this arena and of all its scopes that are not released, and the most there were at one time. */
  used = 0
  peak = 0
  readonly memory: Memory
  private readonly parent: Arena | undefined
  private readonly owned = new Set<{ readonly byteLength: number }>()
  private readonly scopes = new Set<Arena>()

  constructor(memory: Memory = ISOLATE, parent?: Arena) {
    this.memory = memory
    this.parent = parent
  }

  /** Bytes of all arrays of the run, whatever scope owns them. */
  get total(): number {
    return this.parent?.total ?? this.used
  }

  /** A part of this arena that can be released by itself. */
  scope(): Arena {
    const scope = new Arena(this.memory, this)
    this.scopes.add(scope)
    return scope
  }

  uint8(length: number): Uint8Array<ArrayBuffer> {
    return this.adopt(new Uint8Array(this.memory.buffer(length)))
  }
  uint16(length: number): Uint16Array<ArrayBuffer> {
    return this.adopt(new Uint16Array(this.memory.buffer(2 * length)))
  }
  uint32(length: number): Uint32Array<ArrayBuffer> {
    return this.adopt(new Uint32Array(this.memory.buffer(4 * length)))
  }
  int32(length: number): Int32Array<ArrayBuffer> {
    return this.adopt(new Int32Array(this.memory.buffer(4 * length)))
  }
  float32(length: number): Float32Array<ArrayBuffer> {
    return this.adopt(new Float32Array(this.memory.buffer(4 * length)))
  }
  float64(length: number): Float64Array<ArrayBuffer> {
    return this.adopt(new Float64Array(this.memory.buffer(8 * length)))
  }

  /** An array for numbers below `limit`: 16 bits each where that is enough, else 32. */
  numbersBelow(limit: number, length: number): Numbers {
    return isNarrow(limit) ? this.uint16(length) : this.uint32(length)
  }

  /** Takes over an array that was made elsewhere. */
  adopt<A extends TypedArray | Numbers>(array: A): A {
    this.owned.add(array)
    this.count(array.byteLength)
    return array
  }

  /** Counts memory that a function needs inside, until it is released. */
  reserve(bytes: number): { readonly byteLength: number } {
    const reserved = { byteLength: bytes }
    this.owned.add(reserved)
    this.count(bytes)
    return reserved
  }

  /** A copy with more room, in place of the array. */
  grow(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
    const wide = this.uint32(length)
    wide.set(array)
    this.release(array)
    return wide
  }

  /** Releases some arrays before the rest of the scope. Arrays that it does not own are ignored. */
  release(...arrays: readonly { readonly byteLength: number }[]): void {
    for (const array of arrays) if (this.owned.delete(array)) this.count(-array.byteLength)
  }

  /** Releases every array of this arena and of its scopes. */
  releaseAll(): void {
    for (const scope of this.scopes) scope.releaseAll()
    this.release(...this.owned)
    this.parent?.scopes.delete(this)
  }

  private count(bytes: number): void {
    this.used += bytes
    this.peak = Math.max(this.peak, this.used)
    this.parent?.count(bytes)
  }
}
