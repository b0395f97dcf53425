import { expect } from 'vitest'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { RowProblem } from '../../../worker/ingest/import/problems.ts'

/** The problem that refuses a row. */
export function refusal(read: () => unknown): RowProblem {
  try {
    read()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(RowProblem)
    if (thrown instanceof RowProblem) return thrown
  }
  throw new Error('It was not refused.')
}

/** The error that refuses a whole file. */
export async function fileRefusal(read: () => unknown): Promise<PairwellError> {
  try {
    await read()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(PairwellError)
    if (thrown instanceof PairwellError) return thrown
  }
  throw new Error('It was not refused.')
}
