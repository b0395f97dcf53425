import { Buffer } from 'node:buffer'
import * as v from 'valibot'
import { id } from '../../schema/shapes.ts'
import { ToolFailure } from './tool.ts'

/** What an agent can ask for. */
export const AGENT_INTENTS = ['complementary', 'upgrade', 'downgrade', 'related'] as const

/** The question of an answer, so that it can be asked again. */
const question = v.strictObject({
  item_id: v.optional(id),
  cart_item_ids: v.optional(v.array(id)),
  intent: v.picklist(AGENT_INTENTS),
  locale: v.optional(v.string()),
  market: v.optional(id),
})
export type AgentQuestion = v.InferOutput<typeof question>

/** An id as answers have it. */
const answerId = v.pipe(v.string(), v.regex(/^r_[0-9a-f]{24}$/))

/**
 * What agents know an answer by: our id of it, and its question. Nothing is stored for an agent, and clients have no sessions, so the
 * handle says all that a later call needs. It is no secret: whoever has it could have asked the same.
 */
export const handleOf = (recommendation_id: string, asked: AgentQuestion): string =>
  `${recommendation_id}.${Buffer.from(JSON.stringify(asked)).toString('base64url')}`

/** @throws {ToolFailure} for what is no handle of ours */
export function readHandle(handle: string): { recommendation_id: string; asked: AgentQuestion } {
  const [given = '', encoded = ''] = handle.split('.')
  try {
    const recommendation_id = v.parse(answerId, given)
    const asked = v.parse(question, JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')))
    return { recommendation_id, asked }
  } catch {
    throw new ToolFailure(
      'This recommendation_id is not one that get_recommendations gave. Send it as it was given.',
    )
  }
}
