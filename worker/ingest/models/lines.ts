import { MAX_ROW_BYTES } from '../../../vocabulary/limits.ts'

const LINE_BREAK = 0x0a

/** Takes the bytes of a text in pieces of any size, and gives whole lines back. */
export class Lines {
  private pieces: Uint8Array[] = []
  private size = 0
  /** Bytes up to the last line break, and the number of line breaks. */
  whole = 0
  private breaks = 0

  /** Bytes after the last line break. */
  get rest(): number {
    return this.size - this.whole
  }

  /** Whether a line is longer than a row may be. */
  get isTooLong(): boolean {
    return this.rest > MAX_ROW_BYTES
  }

  add(piece: Uint8Array): void {
    for (let at = piece.indexOf(LINE_BREAK); at >= 0; at = piece.indexOf(LINE_BREAK, at + 1)) {
      this.breaks += 1
      this.whole = this.size + at + 1
    }
    this.pieces.push(piece)
    this.size += piece.length
  }

  /** The first line without its line break, once it is complete. */
  takeFirst(): Uint8Array | undefined {
    if (this.breaks === 0) return undefined
    const all = this.joined()
    const end = all.indexOf(LINE_BREAK)
    this.keep(all.subarray(end + 1))
    return all.subarray(0, end)
  }

  /** Gives all whole lines to a function, with their number; nothing when there are none. */
  async take(use: (lines: Uint8Array, count: number) => Promise<void>): Promise<void> {
    if (this.whole === 0) return
    const [all, { whole, breaks }] = [this.joined(), this]
    this.keep(all.subarray(whole))
    await use(all.subarray(0, whole), breaks)
  }

  private joined(): Uint8Array {
    const all = new Uint8Array(this.size)
    let at = 0
    for (const piece of this.pieces) {
      all.set(piece, at)
      at += piece.length
    }
    return all
  }

  private keep(rest: Uint8Array): void {
    this.pieces = []
    this.size = 0
    this.whole = 0
    this.breaks = 0
    if (rest.length > 0) this.add(rest)
  }
}
