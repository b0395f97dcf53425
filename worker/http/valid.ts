import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ValidationTargets } from 'hono'
import { validator } from 'hono-openapi'
import { PairwellError } from '../../vocabulary/errors.ts'

/** Validates one part of the request; an error is answered like every other error (problem.ts). */
export const valid = <P extends keyof ValidationTargets, S extends StandardSchemaV1>(part: P, shape: S) =>
  validator(part, shape, (result) => {
    if (result.success) return
    const issues = result.error.map(({ path = [], message }) => ({
      field: path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
      message,
    }))
    const [first] = issues
    const where = first?.field ? ` "${first.field}": ` : ' '
    throw new PairwellError(
      'invalid_input',
      `The ${part} is not as documented.${where}${first?.message ?? ''}`,
      { issues },
    )
  })
