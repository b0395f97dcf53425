/** Families whose features are computed between two pauses: about 2 ms of work. */
const SLICE_FAMILIES = 4_000

/** Counts work, and tells when it is time for a pause. */
export class Slices {
  private left = SLICE_FAMILIES

  /** Whether a pause is due after so many more families. */
  areDone(families: number): boolean {
    this.left -= families
    if (this.left > 0) return false
    this.left = SLICE_FAMILIES
    return true
  }
}
