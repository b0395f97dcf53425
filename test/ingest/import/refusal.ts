import { expect } from 'vitest'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { RowProblem } from '../../../worker/ingest/import/problems.ts'

/** Returns the problem with which a row is refused. */
export function refusal(read: () => unknown): RowProblem {
  try {
    read()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(RowProblem)
    if (thrown instanceof RowProblem) return thrown
  }
  throw new Error('It was not refused.')
}

/** Returns the error with which a whole file is refused. */
export async function fileRefusal(read: () => unknown): Promise<PairwellError> {
  try {
    await read()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(PairwellError)
    if (thrown instanceof PairwellError) return thrown
  }
  throw new Error('It was not refused.')
}
